import type { DataSourceSettings } from '@grafana/data';
import type { Service } from '../../core';
import type { PeerlensOptions, PeerlensSecrets } from '../../host/types';

/** Grafana's own TLS settings, under the names that every data source saves them by. */
interface TlsOptions {
  tlsSkipVerify?: boolean;
  tlsAuthWithCACert?: boolean;
}

interface TlsSecrets {
  tlsCACert?: string;
}

export type Options = PeerlensOptions & TlsOptions;
export type Secrets = PeerlensSecrets & TlsSecrets;
export type Settings = DataSourceSettings<Options, Secrets>;

/** What belongs to one service and must not reach another. */
interface Connection {
  readonly url: string;
  readonly options: Pick<
    Options,
    'auth' | 'accessKey' | 'username' | 'pathPrefix' | 'tlsSkipVerify' | 'tlsAuthWithCACert'
  >;
}

/** The connections that services had before in one editor. */
export type Connections = Readonly<Partial<Record<Service, Connection>>>;

const NONE = {
  auth: undefined,
  accessKey: undefined,
  username: undefined,
  pathPrefix: undefined,
  tlsSkipVerify: undefined,
  tlsAuthWithCACert: undefined,
};

const FRESH: Readonly<Record<Service, Connection>> = {
  '100ms': { url: '', options: { auth: 'token' } },
  storm: { url: '', options: { auth: 'login' } },
  demo: { url: '', options: {} },
};

export function serviceOf(settings: Settings): Service {
  return settings.jsonData.service ?? '100ms';
}

/** The settings with some options changed. The service is always written, so that no default decides it later. */
export function withOptions(settings: Settings, options: Partial<Options>): Settings {
  return { ...settings, jsonData: { ...settings.jsonData, service: serviceOf(settings), ...options } };
}

export function withUrl(settings: Settings, url: string): Settings {
  return withOptions({ ...settings, url }, {});
}

export function withSecret(settings: Settings, name: keyof Secrets, text: string): Settings {
  return withOptions({ ...settings, secureJsonData: { ...settings.secureJsonData, [name]: text } }, {});
}

/** The settings with a saved secret forgotten. */
export function withoutSecret(settings: Settings, name: keyof Secrets): Settings {
  const secureJsonFields = { ...settings.secureJsonFields, [name]: false };
  return withSecret({ ...settings, secureJsonFields }, name, '');
}

/** The connections with that of the present service as it is now. */
export function remember(before: Connections, settings: Settings): Connections {
  const { auth, accessKey, username, pathPrefix, tlsSkipVerify, tlsAuthWithCACert } = settings.jsonData;
  const options = { auth, accessKey, username, pathPrefix, tlsSkipVerify, tlsAuthWithCACert };
  return { ...before, [serviceOf(settings)]: { url: settings.url, options } };
}

/**
 * The settings for another service: with the connection it had before, else a fresh one.
 * An address or a skipped verification meant for one service never serves another. Secrets stay, as each has its own name.
 */
export function withService(settings: Settings, service: Service, before: Connections): Settings {
  const { url, options } = before[service] ?? FRESH[service];
  return withOptions({ ...settings, url }, { ...NONE, ...options, service });
}
