import { Field, FieldSet, RadioButtonGroup } from '@grafana/ui';
import { secretProps, type ConfigPartProps } from './props';
import { SecretField } from './SecretField';
import { withOptions, withSecret, withoutSecret, type Secrets } from './settings';

const STAYS = 'It stays in the Grafana server, which adds it to each request; no browser gets it back.';

const STORM_AUTHS = [
  { value: 'token', label: 'Bearer token' },
  { value: 'apiKey', label: 'API key' },
];

interface SecretWords {
  readonly name: keyof Secrets;
  readonly label: string;
  readonly description: string;
}

const MANAGEMENT_TOKEN: SecretWords = {
  name: 'managementToken',
  label: 'Management token',
  description: `From the Developer section of the 100ms dashboard. ${STAYS}`,
};
const TOKEN: SecretWords = { name: 'token', label: 'Bearer token', description: STAYS };
const API_KEY: SecretWords = { name: 'apiKey', label: 'API key', description: `Sent as X-Api-Key. ${STAYS}` };
const API_KEY_TOO: SecretWords = {
  ...API_KEY,
  description: `For a server that asks for one beside the token: sent as X-Api-Key where set. ${STAYS}`,
};

/** How 100ms knows the data source. */
export function HundredmsAuth(props: ConfigPartProps) {
  return (
    <FieldSet label="Authentication">
      <SecretOf {...props} words={MANAGEMENT_TOKEN} />
    </FieldSet>
  );
}

/** How a Storm server knows the data source. */
export function StormAuth(props: ConfigPartProps) {
  const { settings, idOf, save } = props;
  const auth = settings.jsonData.auth ?? 'token';
  return (
    <FieldSet label="Authentication">
      <Field disabled={settings.readOnly}>
        <RadioButtonGroup
          id={idOf('auth')}
          aria-label="Method"
          options={STORM_AUTHS}
          value={auth}
          onChange={(chosen) => save(withOptions(settings, { auth: chosen }))}
        />
      </Field>
      {auth === 'token' && <SecretOf {...props} words={TOKEN} />}
      <SecretOf {...props} words={auth === 'token' ? API_KEY_TOO : API_KEY} />
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
