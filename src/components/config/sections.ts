import { config } from '@grafana/runtime';
import TIMEOUT from '../../../pkg/settings/timeout.json';
import type { Service } from '../../core';
import { LIMITS, UNSCORED_ROLES, describeLimit, readLimit, type LimitName } from '../../core/collect/limits';
import { t } from '../../i18n';
import { serviceOf, type SecretName, type Settings, type TextName } from './settings';

interface Common {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  /** The services that have the setting. Default: all. */
  readonly services?: readonly Service[];
  /** It is shown if one of these settings is on. */
  readonly needs?: ReadonlyArray<'tlsAuthWithCACert' | 'tlsAuth'>;
  /** Whether this Grafana has it. Default: it does. */
  readonly isAvailable?: () => boolean;
  /** Width of its input. */
  readonly width?: number;
}

type CheckboxName = 'tlsAuthWithCACert' | 'tlsAuth' | 'tlsSkipVerify' | 'enableSecureSocksProxy' | 'viewers';

/** A setting, and the control that edits it. */
export type SettingField = Common &
  (
    | { readonly kind: 'text'; readonly name: TextName }
    | { readonly kind: 'secret' | 'certificate'; readonly name: SecretName }
    | { readonly kind: 'checkbox'; readonly name: CheckboxName }
    | {
        readonly kind: 'number';
        readonly name: 'timeout' | LimitName;
        readonly default: number;
        /** What it counts or measures, shown behind the number. */
        readonly unit: string;
        readonly error: string;
        /** Reads a typed number: undefined if nothing is typed, null if the setting cannot have it. */
        readonly read: (text: string) => number | undefined | null;
      }
  );

export interface Section {
  readonly title: string;
  /** `auth` for those of the chosen way to authenticate. */
  readonly fields: readonly SettingField[] | 'auth';
}

/** A way to authenticate, with the settings that it needs. */
interface AuthMethod {
  readonly value: string;
  readonly label: string;
  readonly fields: readonly SettingField[];
}

export const SERVICES: Array<{ value: Service; label: string; description: string }> = [
  { value: '100ms', label: '100ms', description: 'Ended calls: what each peer sent and received, by track and layer.' },
  { value: 'storm', label: 'Storm', description: 'Your Storm Streaming Server: how its substreams are doing now.' },
  {
    value: 'demo',
    label: 'Demo',
    description: 'Invented calls and streams. You can try everything without an account.',
  },
];

const KEPT = 'Grafana keeps it on the server and never sends it to a browser.';
const DASHBOARD = 'From the Developer section of the 100ms dashboard.';

type More = Omit<Common, 'label' | 'description'>;

function text(name: TextName, label: string, description: string, more: More = {}): SettingField {
  return { kind: 'text', name, label, description, ...more };
}

function checkbox(name: CheckboxName, label: string, description: string, more: More): SettingField {
  return { kind: 'checkbox', name, label, description, ...more };
}

function certificate(name: SecretName, label: string, description: string, more: More): SettingField {
  return { kind: 'certificate', name, label, description, services: ALL_UPSTREAM, ...more };
}

function secret(name: SecretName, label: string, description: string, isRequired = true): SettingField {
  return { kind: 'secret', name, label, description: `${description} ${KEPT}`.trim(), isRequired };
}

function isTimeout(seconds: number): boolean {
  return seconds > 0 && seconds <= TIMEOUT.max;
}

const ALL_UPSTREAM: readonly Service[] = ['100ms', 'storm'];
const STORM: readonly Service[] = ['storm'];
const CALLS: readonly Service[] = ['100ms', 'demo'];

const EXTRA_API_KEY = secret('apiKey', 'API key', 'Only if the server also needs one. It is sent as X-Api-Key.', false);

/** The first method of a service is its default. */
export const AUTH_METHODS: Readonly<Record<Service, readonly AuthMethod[]>> = {
  '100ms': [
    {
      value: 'token',
      label: 'Management token',
      fields: [secret('managementToken', 'Management token', `${DASHBOARD} It expires after 7 to 14 days.`)],
    },
    {
      value: 'appKey',
      label: 'Access key',
      fields: [
        text('accessKey', 'App access key', DASHBOARD, { isRequired: true }),
        secret('appSecret', 'App secret', 'The backend signs a new token with it every day.'),
      ],
    },
  ],
  storm: [
    {
      value: 'login',
      label: 'User and password',
      fields: [
        text('username', 'User name', 'A user that may only read is enough.', { isRequired: true }),
        secret('password', 'Password', ''),
        EXTRA_API_KEY,
      ],
    },
    {
      value: 'token',
      label: 'Bearer token',
      fields: [secret('token', 'Bearer token', 'The token of a login expires after 15 minutes.'), EXTRA_API_KEY],
    },
    {
      value: 'apiKey',
      label: 'API key',
      fields: [
        secret('apiKey', 'API key', 'It is sent as X-Api-Key.'),
        text('basicAuthUser', 'Basic auth user', 'Only if a proxy in front of the server asks for basic auth.'),
        secret('basicAuthPassword', 'Basic auth password', '', false),
      ],
    },
  ],
  demo: [],
};

function limit(
  name: LimitName,
  unit: string,
  label: string,
  description: string,
  services?: readonly Service[]
): SettingField {
  const read = (typed: string) => readLimit(name, typed);
  const numbers = { unit, default: LIMITS[name].default, error: describeLimit(name), read };
  return { kind: 'number', name, label: `${label} (${name})`, description, services, ...numbers };
}

export const NETWORK_TITLE = 'Network';
export const CALLS_TITLE = 'Calls and scores';

/** All sections in order. A section without fields is not shown. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Connection',
    fields: [
      text('url', 'URL', 'Leave it empty for 100ms itself.', {
        placeholder: 'https://api.100ms.live',
        services: ['100ms'],
      }),
      text('url', 'URL', 'The address at which the Grafana server reaches the Storm server.', {
        placeholder: 'https://storm.example.com:8080',
        isRequired: true,
        services: STORM,
      }),
    ],
  },
  { title: 'Authentication', fields: 'auth' },
  {
    title: NETWORK_TITLE,
    fields: [
      text('pathPrefix', 'Path prefix', "The path before Storm's own paths.", { placeholder: '/api', services: STORM }),
      {
        kind: 'number',
        name: 'timeout',
        label: 'Timeout',
        description: 'Seconds that one answer may take.',
        default: TIMEOUT.default,
        unit: 's',
        error: `Enter a number of seconds above 0, up to ${TIMEOUT.max}.`,
        read: (typed) => (typed.trim() === '' ? undefined : isTimeout(Number(typed)) ? Number(typed) : null),
        services: ALL_UPSTREAM,
      },
      checkbox(
        'tlsAuthWithCACert',
        'Own CA certificate',
        'For a server or proxy whose certificate no public authority has signed.',
        { services: ALL_UPSTREAM }
      ),
      certificate('tlsCACert', 'CA certificate', 'In PEM format.', { needs: ['tlsAuthWithCACert'] }),
      checkbox(
        'tlsAuth',
        'Client certificate',
        'For a server or proxy that lets in only clients with a certificate (mTLS).',
        { services: ALL_UPSTREAM }
      ),
      certificate('tlsClientCert', 'Client certificate and its chain', 'In PEM format.', {
        isRequired: true,
        needs: ['tlsAuth'],
      }),
      certificate('tlsClientKey', 'Client key', `In PEM format, without a passphrase. ${KEPT}`, {
        placeholder: '-----BEGIN PRIVATE KEY-----',
        isRequired: true,
        needs: ['tlsAuth'],
      }),
      text('serverName', 'Server name', "The name in the server's certificate, if it is not that in the URL.", {
        services: ALL_UPSTREAM,
        needs: ['tlsAuthWithCACert', 'tlsAuth'],
      }),
      checkbox(
        'tlsSkipVerify',
        'Skip TLS verify',
        'Accepts any certificate, so anyone on the network path can read the token. A CA certificate is the safe way.',
        { services: STORM }
      ),
      checkbox(
        'enableSecureSocksProxy',
        'Secure SOCKS proxy',
        "Connects through Grafana's proxy, for example private data source connect of Grafana Cloud.",
        { services: ALL_UPSTREAM, isAvailable: () => config.secureSocksDSProxyEnabled }
      ),
    ],
  },
  {
    title: 'Limits',
    fields: [
      limit(
        'maxPeers',
        'peers',
        'Max. peers',
        'The most peers, streams or substreams that an empty list in a query means. Each one costs a request. Those that a query names are never cut.'
      ),
    ],
  },
  {
    title: 'Viewers',
    fields: [
      checkbox(
        'viewers',
        'Count viewers by kind',
        "Allows queries of the type Viewers. They read Storm's lists of viewers, which have people's addresses. Only the kind and the substream of a viewer leave the backend.",
        { services: ['storm', 'demo'] }
      ),
    ],
  },
  {
    title: CALLS_TITLE,
    fields: [
      text(
        'unscoredRoles',
        'Unscored roles',
        'Roles of programs, and roles without stats, with commas between them. * matches any characters. Such peers are neither requested nor counted.',
        { placeholder: UNSCORED_ROLES, services: CALLS }
      ),
      limit('maxSessions', 'calls', 'Max. calls', 'The most ended calls that a query of the type Calls scores.', CALLS),
      limit(
        'callsTimeout',
        's',
        'Time for calls',
        'Seconds that a query of the type Calls may take. After that a table shows what was read, and an alert rule gets an error. The next query continues from there. Keep it below the 30 s that Grafana gives an alert rule.',
        CALLS
      ),
    ],
  },
];

/** The fields of a section that apply to the settings, in the language of the user. */
export function settingFieldsOf({ fields }: Section, settings: Settings): readonly SettingField[] {
  const service = serviceOf(settings);
  const method = AUTH_METHODS[service].find(({ value }) => value === authOf(settings));
  return (fields === 'auth' ? (method?.fields ?? []) : fields)
    .filter(
      ({ services, needs, isAvailable }) =>
        (services?.includes(service) ?? true) &&
        (needs?.some((name) => settings.jsonData[name]) ?? true) &&
        (isAvailable?.() ?? true)
    )
    .map((field) => ({ ...field, label: t(field.label), description: field.description && t(field.description) }));
}

/** The chosen method; the first of the service by default. */
export function authOf(settings: Settings): string | undefined {
  return settings.jsonData.auth ?? AUTH_METHODS[serviceOf(settings)][0]?.value;
}
