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
  settings: (url) => ({
    url,
    jsonData: { service: '100ms', auth: 'token' },
    secureJsonData: { managementToken: 'bench' },
  }),
  // The one that an alert or a public dashboard asks too: all in the backend.
  query: (_url, peer) => ({ queryType: 'peerStats', sessionId: 'session', peerIds: [peer], filters: [] }),
};

/** The index-aligned arrays of a track, zipped to rows. */
const ROWS = `publisher.video.(
  $track := $;
  time_series.timestamps#$i.{
    "time": $, "track": $track.track_id,
    "bitrate": $track.time_series.bitrate[$i], "fps": $track.time_series.fps[$i],
    "packet_loss_percent": $track.time_series.packet_loss_percent[$i], "rtt_ms": $track.time_series.rtt_ms[$i]
  }
)`;

const COLUMNS = [
  { selector: 'time', text: 'time', type: 'timestamp_epoch' },
  { selector: 'track', text: 'track', type: 'string' },
  ...['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'].map((name) => ({
    selector: name,
    text: name,
    type: 'number',
  })),
];

/** The general JSON data source, as one would set it up for the same graph. */
export const INFINITY: Contender = {
  name: 'infinity',
  type: 'yesoreyeram-infinity-datasource',
  program: 'gpx_infinity',
  settings: (url) => ({ jsonData: { allowedHosts: [url] } }),
  query: (url, peer) => ({
    type: 'json',
    parser: 'backend',
    source: 'url',
    format: 'timeseries',
    url: `${url}/v2/analytics/peer-stats?session_id=session&peer_id=${peer}`,
    url_options: { method: 'GET' },
    root_selector: ROWS,
    columns: COLUMNS,
  }),
};
