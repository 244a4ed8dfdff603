/** A data source under measurement: how it is made in Grafana, and what a panel on one peer's stats asks of it. */
export interface Contender {
  readonly name: string;
  /** Its plugin, and the start of the name of that plugin's process. */
  readonly type: string;
  readonly program: string;
  readonly settings: (url: string) => object;
  readonly query: (url: string, peer: string) => object;
}

export const PEERLENS: Contender = {
  name: 'peerlens',
  type: 'peerlens-quality-datasource',
  program: 'gpx_peerlens',
  settings: (url) => {
    return { url, jsonData: { service: '100ms', auth: 'token' }, secureJsonData: { managementToken: 'bench' } };
  },
  // The one that an alert or a public dashboard asks too: all in the backend.
  query: (_url, peer) => ({ queryType: 'peerStats', sessionId: 'session', peerIds: [peer], filters: [] }),
};

/** The index-aligned arrays of each track, zipped to rows. */
const ROWS = `.publisher.video[] | .track_id as $track | .time_series as $series | range(0; $series.timestamps | length) | {
  time: $series.timestamps[.], track: $track, bitrate: $series.bitrate[.], fps: $series.fps[.],
  packet_loss_percent: $series.packet_loss_percent[.], rtt_ms: $series.rtt_ms[.]
}`;
const column = (type: string) => (name: string) => ({ selector: name, text: name, type });

/** The general JSON data source, as one would set it up for the same graph. */
export const INFINITY: Contender = {
  name: 'infinity',
  type: 'yesoreyeram-infinity-datasource',
  program: 'gpx_infinity',
  settings: (url) => ({ jsonData: { allowedHosts: [url] } }),
  query: (url, peer) => ({
    type: 'json',
    parser: 'jq-backend',
    source: 'url',
    format: 'timeseries', // a wide frame, a column a track and metric
    url: `${url}/v2/analytics/peer-stats?session_id=session&peer_id=${peer}`,
    url_options: { method: 'GET' },
    root_selector: ROWS,
    columns: [
      column('timestamp_epoch')('time'),
      column('string')('track'),
      ...['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'].map(column('number')),
    ],
  }),
};
