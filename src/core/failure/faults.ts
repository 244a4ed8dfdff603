import type { FailureSource, Fault } from './failure';

interface FaultText {
  readonly reason: string;
  /** Absent if it depends on the route. */
  readonly advice?: string;
  /** The matching HTTP status. */
  readonly status: number;
  /** Who caused it, if not the upstream or the network. */
  readonly source?: FailureSource;
}

/** What messages say about a request without a response. */
export const FAULTS: Readonly<Record<Fault, FaultText>> = {
  dns: { reason: 'the host name is unknown', advice: 'Check the URL in the data source settings.', status: 502 },
  refused: {
    reason: 'nothing is listening at that address',
    advice: 'Check the host and port in the data source settings, and that the server is running.',
    status: 502,
  },
  tls: {
    reason: 'the TLS connection failed',
    advice: 'Check the certificate, or the TLS settings of the data source.',
    status: 502,
  },
  timeout: {
    reason: 'no answer in time',
    advice:
      "Check that the server is reachable from Grafana, or give it longer: the timeout in the data source settings, and Grafana's evaluation_timeout for an alert rule.",
    status: 504,
  },
  tooLarge: { reason: 'the answer is too large', status: 502 },
  unreachable: {
    reason: 'the connection failed',
    advice: 'Try again. If it keeps failing, check the network between Grafana and the server.',
    status: 502,
  },
  settings: {
    reason: 'the data source settings are wrong',
    advice: 'Correct them and save.',
    status: 400,
    source: 'user',
  },
  query: {
    reason: 'Peerlens does not read this',
    advice: 'Correct the names and IDs in the query.',
    status: 400,
    source: 'user',
  },
  loginRejected: {
    reason: 'the login failed',
    advice:
      'Check user name, password and path prefix in the data source settings. Grafana cuts a password from a provisioning file at a $: write $$ for it.',
    status: 401,
  },
  loginLimited: { reason: 'the login limit is reached', advice: 'Try again then.', status: 429 },
  settingsChanged: {
    reason: 'the data source settings changed',
    advice: 'Run the query again.',
    status: 503,
  },
  queryTimeout: {
    reason: 'the time limit of the query was reached',
    advice:
      'Run the query again. If it keeps failing, raise callsTimeout in the data source settings, name rooms or shorten the range.',
    status: 504,
  },
  internal: {
    reason: 'the plugin failed',
    advice: 'Report it with the query and the Grafana log.',
    status: 500,
    source: 'plugin',
  },
};
