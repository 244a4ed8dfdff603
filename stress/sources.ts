/** What a query of each kind asks, by service. */
export const SERVICES = {
  '100ms': {
    jsonData: { service: '100ms', auth: 'token' },
    secrets: { managementToken: 'demo-management-token' },
    panel: { queryType: 'peerStats', sessionId: 'latest-call', peerIds: ['b0b00000-0000-4000-8000-000000000002'] },
    alert: { queryType: 'calls', format: 'numeric' },
    list: { list: 'sessions' },
  },
  storm: {
    jsonData: { service: 'storm', auth: 'token' },
    secrets: { token: 'demo-storm-token' },
    panel: { queryType: 'substream', app: 'live', streamKeys: ['studio'], substreams: ['native'], format: 'table' },
    alert: { queryType: 'substream', app: 'live', streamKeys: ['studio'], format: 'numeric', metric: 'healthScore' },
    list: { list: 'streams', app: 'live' },
  },
} as const;

export type ServiceName = keyof typeof SERVICES;

/** The parts of settings that differ from the service's own. */
export interface Changes {
  readonly jsonData?: object;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A data source in Grafana's provisioning format. */
export interface Source {
  readonly uid: string;
  readonly service: ServiceName;
  readonly settings: object;
}

/** The texts that no answer may contain. */
export const SECRETS = [
  ...Object.values(SERVICES).flatMap(({ secrets }) => Object.values<string>(secrets)),
  'demo-password',
  'wrong-password',
  'wrong-token',
  'token=secret',
];

/** Timeouts in seconds that no busy machine reaches. */
export const LONG_TIMEOUTS: Changes = { jsonData: { timeout: 100, callsTimeout: 100 } };

/** Storm with a login. */
export const LOGIN: Changes = {
  jsonData: { ...LONG_TIMEOUTS.jsonData, auth: 'login', username: 'demo' },
  secrets: { password: 'demo-password' },
};

export function sourceOf(uid: string, service: ServiceName, url: string, { jsonData, secrets }: Changes = {}): Source {
  const own = SERVICES[service];
  const settings = {
    uid,
    name: uid,
    type: 'peerlens-quality-datasource',
    access: 'proxy',
    url,
    jsonData: { ...own.jsonData, ...jsonData },
    secureJsonData: { ...own.secrets, ...secrets },
  };
  return { uid, service, settings };
}
