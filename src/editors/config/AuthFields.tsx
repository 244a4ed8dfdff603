import { Field, FieldSet, RadioButtonGroup } from '@grafana/ui';
import { secretProps, type ConfigPartProps } from './props';
import { SecretField } from './SecretField';
import { withOptions, withSecret, withoutSecret, type Options, type Secrets } from './settings';
import { TextField } from './TextField';

const STAYS = 'It stays in the Grafana server; no browser gets it back.';

interface SecretWords {
  readonly name: keyof Secrets;
  readonly label: string;
  readonly description: string;
}

interface TextWords {
  readonly name: keyof Pick<Options, 'accessKey' | 'username'>;
  readonly label: string;
  readonly description: string;
}

/** One kind of auth: what it is called, and what it asks for. */
interface Method {
  readonly value: string;
  readonly label: string;
  readonly texts: readonly TextWords[];
  readonly secrets: readonly SecretWords[];
}

const API_KEY: SecretWords = { name: 'apiKey', label: 'API key', description: `Sent as X-Api-Key. ${STAYS}` };
const API_KEY_TOO: SecretWords = {
  ...API_KEY,
  description: `For a server that asks for one as well: sent as X-Api-Key where set. ${STAYS}`,
};

const HUNDREDMS_METHODS: readonly Method[] = [
  {
    value: 'token',
    label: 'Management token',
    texts: [],
    secrets: [
      {
        name: 'managementToken',
        label: 'Management token',
        description: `From the Developer section of the 100ms dashboard. It ends after 7 days, or up to 14. ${STAYS}`,
      },
    ],
  },
  {
    value: 'appKey',
    label: 'Access key',
    texts: [
      { name: 'accessKey', label: 'App access key', description: 'From the Developer section of the 100ms dashboard.' },
    ],
    secrets: [
      {
        name: 'appSecret',
        label: 'App secret',
        description: `Signs a token a day, which renews itself. ${STAYS}`,
      },
    ],
  },
];

const STORM_METHODS: readonly Method[] = [
  {
    value: 'login',
    label: 'User and password',
    texts: [{ name: 'username', label: 'User name', description: 'One that may only read is enough.' }],
    secrets: [{ name: 'password', label: 'Password', description: STAYS }, API_KEY_TOO],
  },
  {
    value: 'token',
    label: 'Bearer token',
    texts: [],
    secrets: [
      { name: 'token', label: 'Bearer token', description: `One from a login ends after 15 minutes. ${STAYS}` },
      API_KEY_TOO,
    ],
  },
  { value: 'apiKey', label: 'API key', texts: [], secrets: [API_KEY] },
];

/** How 100ms knows the data source. */
export function HundredmsAuth(props: ConfigPartProps) {
  return <AuthFields {...props} methods={HUNDREDMS_METHODS} standard="token" />;
}

/** How a Storm server knows the data source. */
export function StormAuth(props: ConfigPartProps) {
  return <AuthFields {...props} methods={STORM_METHODS} standard="login" />;
}

interface Props extends ConfigPartProps {
  readonly methods: readonly Method[];
  /** The method meant where the settings name none. */
  readonly standard: string;
}

function AuthFields({ methods, standard, ...part }: Props) {
  const { settings, idOf, save } = part;
  const auth = settings.jsonData.auth ?? standard;
  const method = methods.find(({ value }) => value === auth);
  return (
    <FieldSet label="Authentication">
      <Field disabled={settings.readOnly}>
        <RadioButtonGroup
          id={idOf('auth')}
          aria-label="Method"
          options={methods.map(({ value, label }) => ({ value, label }))}
          value={auth}
          onChange={(chosen) => save(withOptions(settings, { auth: chosen }))}
        />
      </Field>
      {method?.texts.map(({ name, label, description }) => (
        <TextField
          key={name}
          id={idOf(name)}
          label={label}
          description={description}
          value={settings.jsonData[name] ?? ''}
          isReadOnly={settings.readOnly}
          onChange={(text) => save(withOptions(settings, { [name]: text }))}
        />
      ))}
      {method?.secrets.map((words) => (
        <SecretOf key={words.name} {...part} words={words} />
      ))}
    </FieldSet>
  );
}

function SecretOf({ settings, idOf, save, words }: ConfigPartProps & { readonly words: SecretWords }) {
  const { name, label, description } = words;
  return (
    <SecretField
      {...secretProps(settings, name)}
      id={idOf(name)}
      label={label}
      description={description}
      onChange={(text) => save(withSecret(settings, name, text))}
      onReset={() => save(withoutSecret(settings, name))}
    />
  );
}
