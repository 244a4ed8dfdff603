import type { DataSourceSettings } from '@grafana/data';
import type { Service } from '../../core';
import type { PeerlensOptions, PeerlensSecrets } from '../../types';
import { formatSaved } from './formatSaved';

/** Our settings with Grafana's own of the network, under the names that every data source saves them by. */
export type Options = PeerlensOptions & {
  tlsSkipVerify?: boolean;
  tlsAuthWithCACert?: boolean;
  tlsAuth?: boolean;
  serverName?: string;
  enableSecureSocksProxy?: boolean;
};
type Secrets = PeerlensSecrets & {
  tlsCACert?: string;
  tlsClientCert?: string;
  tlsClientKey?: string;
  basicAuthPassword?: string;
};
type HeaderName = `httpHeaderName${number}`;
/** The settings that are texts. `url` and `basicAuthUser` are not in jsonData. */
export type TextName =
  'url' | 'basicAuthUser' | 'accessKey' | 'username' | 'pathPrefix' | 'serverName' | 'unscoredRoles' | HeaderName;
export type SecretName = keyof Secrets | `httpHeaderValue${number}`;
export type Settings = DataSourceSettings<Options, Secrets>;

/** The settings of one service that must not reach another. */
const CONNECTION = [
  'auth',
  'accessKey',
  'username',
  'pathPrefix',
  'tlsSkipVerify',
  'tlsAuthWithCACert',
  'tlsAuth',
  'serverName',
  'enableSecureSocksProxy',
] as const;

/** Texts that are not in jsonData. */
interface Root {
  readonly url: string;
  readonly basicAuthUser: string;
}

interface Connection extends Root {
  readonly options: Readonly<Partial<Options>>;
}

/** The connections that services had before in one editor. */
export type Connections = Readonly<Partial<Record<Service, Connection>>>;

const NEW_OPTIONS: Readonly<Record<Service, Partial<Options>>> = {
  '100ms': { auth: 'token' },
  storm: { auth: 'login' },
  demo: {},
};

export function serviceOf(settings: Settings): Service {
  return settings.jsonData.service ?? '100ms';
}

/** Changes some options. The service is always saved, so that no later default can decide it. */
export function withOptions(settings: Settings, options: Partial<Options>): Settings {
  return { ...settings, jsonData: { ...settings.jsonData, service: serviceOf(settings), ...options } };
}

export function withUrl(settings: Settings, url: string): Settings {
  return withOptions({ ...settings, url }, {});
}

/** An empty text is not saved. The name of a header is, because the header is there until it is removed. */
export function withText(settings: Settings, name: TextName, text: string): Settings {
  if (name === 'url') {
    return withUrl(settings, text);
  }
  return name === 'basicAuthUser'
    ? withBasicAuthUser(settings, text)
    : withOptions(settings, { [name]: name.startsWith('httpHeaderName') ? text : text || undefined });
}

export function textOf({ url, basicAuthUser, jsonData }: Settings, name: TextName): string {
  const saved: Readonly<Record<string, unknown>> = { ...jsonData, url, basicAuthUser };
  return formatSaved(saved[name]);
}

/** What was typed of a secret since it was saved. */
export function typedSecret({ secureJsonData }: Settings, name: SecretName): string {
  const typed: Readonly<Record<string, string | undefined>> = { ...secureJsonData };
  return typed[name] ?? '';
}

/** Basic auth is switched on by its user. */
export function withBasicAuthUser(settings: Settings, basicAuthUser: string): Settings {
  return withOptions({ ...settings, basicAuthUser, basicAuth: basicAuthUser !== '' }, {});
}

export function withSecret(settings: Settings, name: SecretName, text: string): Settings {
  return withOptions({ ...settings, secureJsonData: { ...settings.secureJsonData, [name]: text } }, {});
}

/** Forgets a saved secret. */
export function withoutSecret(settings: Settings, name: SecretName): Settings {
  const secureJsonFields = { ...settings.secureJsonFields, [name]: false };
  return withSecret({ ...settings, secureJsonFields }, name, '');
}

/** The numbers of the custom headers, in order. They may have gaps. */
export function headersOf({ jsonData }: Settings): readonly number[] {
  const names = Object.entries(jsonData).filter(([, value]) => value !== undefined);
  return names
    .flatMap(([name]) => (/^httpHeaderName[1-9]\d*$/.test(name) ? [Number(name.slice('httpHeaderName'.length))] : []))
    .sort((a, b) => a - b);
}

/** Adds a header, whose name is not known yet. */
export function withNewHeader(settings: Settings): Settings {
  return withOptions(settings, { [`httpHeaderName${(headersOf(settings).at(-1) ?? 0) + 1}`]: '' });
}

/** Removes a header. The others keep their numbers, because their saved values cannot be moved. */
export function withoutHeader(settings: Settings, number: number): Settings {
  return withoutSecret(withOptions(settings, { [`httpHeaderName${number}`]: undefined }), `httpHeaderValue${number}`);
}

/** Adds the present connection. */
export function remember(before: Connections, settings: Settings): Connections {
  const options = Object.fromEntries(CONNECTION.map((name) => [name, settings.jsonData[name]]));
  const { url, basicAuthUser } = settings;
  return { ...before, [serviceOf(settings)]: { url, basicAuthUser, options } };
}

/**
 * Switches to another service, with the connection that it had before. An address or a skipped verification of one
 * service never serves another. Secrets stay, because each has its own name; only custom headers are removed, which any
 * service would get.
 */
export function withService(settings: Settings, service: Service, before: Connections): Settings {
  const { url, basicAuthUser, options } = before[service] ?? {
    url: '',
    basicAuthUser: '',
    options: NEW_OPTIONS[service],
  };
  const cleared = Object.fromEntries(CONNECTION.map((name) => [name, undefined]));
  const withoutHeaders = headersOf(settings).reduce(withoutHeader, settings);
  return withOptions(withBasicAuthUser({ ...withoutHeaders, url }, basicAuthUser), { ...cleared, ...options, service });
}
