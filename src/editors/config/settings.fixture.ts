import type { Settings } from './settings';

/** The settings of a data source as Grafana gives them to an editor. */
export function settingsOf(given: Partial<Settings>): Settings {
  return {
    id: 1,
    uid: 'uid',
    orgId: 1,
    name: 'Peerlens',
    type: 'peerlens-quality-datasource',
    typeName: 'Peerlens',
    typeLogoUrl: '',
    access: 'proxy',
    url: '',
    user: '',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Grafana's type still demands it.
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    isDefault: false,
    withCredentials: false,
    readOnly: false,
    jsonData: {},
    secureJsonFields: {},
    ...given,
  };
}
