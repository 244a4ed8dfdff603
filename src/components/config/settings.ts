import type { DataSourceSettings } from '@grafana/data';
import type { Service } from '../../core';
import type { PeerlensOptions, PeerlensSecrets } from '../../types';

/** Our settings with Grafana's own TLS settings, under the names that every data source saves them by. */
export type Options = PeerlensOptions & { tlsSkipVerify?: boolean; tlsAuthWithCACert?: boolean };
export type Secrets = PeerlensSecrets & { tlsCACert?: string };
export type Settings = DataSourceSettings<Options, Secrets>;

/** The settings of one service that must not reach another. */
const CONNECTION = ['auth', 'accessKey', 'username', 'pathPrefix', 'tlsSkipVerify', 'tlsAuthWithCACert'] as const;

interface Connection {
  readonly url: string;
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

export function withSecret(settings: Settings, name: keyof Secrets, text: string): Settings {
  return withOptions({ ...settings, secureJsonData: { ...settings.secureJsonData, [name]: text } }, {});
}

/** Forgets a saved secret. */
export function withoutSecret(settings: Settings, name: keyof Secrets): Settings {
  const secureJsonFields = { ...settings.secureJsonFields, [name]: false };
  return withSecret({ ...settings, secureJsonFields }, name, '');
}

/** Adds the present connection. */
export function remember(before: Connections, settings: Settings): Connections {
  const options = Object.fromEntries(CONNECTION.map((name) => [name, settings.jsonData[name]]));
  return { ...before, [serviceOf(settings)]: { url: settings.url, options } };
}

/**
 * Switches to another service, with the connection that it had before. An address or a skipped verification of one service never serves another.
 * Secrets stay, because each has its own name.
 */
export function withService(settings: Settings, service: Service, before: Connections): Settings {
  const { url, options } = before[service] ?? { url: '', options: NEW_OPTIONS[service] };
  const cleared = Object.fromEntries(CONNECTION.map((name) => [name, undefined]));
  return withOptions({ ...settings, url }, { ...cleared, ...options, service });
}
