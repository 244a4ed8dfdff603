import type { DataSourceJsonData, TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

/** A query as Grafana saves it: any of its fields may be absent, and an older Peerlens may have written it. */
export interface PeerlensQuery extends DataQuery {
  version?: number;
  format?: string;
  legend?: string;
  filters?: Array<{ key: string; operator: string; values: string[] }>;
  // peerStats
  sessionId?: string;
  peerIds?: string[];
  sides?: string[];
  kinds?: string[];
  metrics?: string[];
  trackIds?: string[];
  rids?: string[];
  reduce?: string;
  align?: string;
  // substream
  app?: string;
  streamKeys?: string[];
  substreams?: string[];
  metadata?: boolean;
  metric?: string;
  intervalMs?: number;
  // sessions
  roomIds?: string[];
  limit?: number;
  // events
  roomId?: string;
  types?: string[];
  errorsOnly?: boolean;
  // journal
  streamKey?: string;
  substream?: string;
  // list, which variables save
  list?: string;
  // calls
  minPeers?: number;
  value?: string;
}

/** A range that something is asked of. */
export type AskedRange = Pick<TimeRange, 'from' | 'to'>;

/** The settings of one instance, which is one connection to one service. */
export interface PeerlensOptions extends DataSourceJsonData {
  service?: '100ms' | 'storm' | 'demo';
  /** 100ms: `token` (default) or `appKey`. Storm: `login` (default), `token` or `apiKey`. */
  auth?: string;
  /** 100ms, `auth: appKey`. */
  accessKey?: string;
  /** Storm, `auth: login`. */
  username?: string;
  /** Path before Storm's own paths, `/api` where absent. */
  pathPrefix?: string;
  /** How many peers, streams or substreams an empty list stands for at most, 50 where absent. */
  maxPeers?: number;
  /** How many calls that ended in the range a `calls` query judges at most, 200 where absent. */
  maxSessions?: number;
  /** For how many seconds a `calls` query asks before it answers with what was read, 25 where absent. */
  callsTimeout?: number;
  /** Where measures are good and bad, over the usual bands: `{"packet_loss_percent": {"good": 1, "bad": 5}}`. Names: docs/score.md. */
  thresholds?: unknown;
  /** Seconds, 30 where absent. */
  timeout?: number;
  /** Megabytes of answers that the backend keeps, 64 where absent; for provisioning, no editor shows it. */
  cacheSize?: number;
}

/** What only the backend reads. */
export interface PeerlensSecrets {
  /** 100ms, `auth: token`. */
  managementToken?: string;
  /** 100ms, `auth: appKey`: signs the tokens. */
  appSecret?: string;
  /** Storm, `auth: login`. */
  password?: string;
  /** Storm, `auth: token`. */
  token?: string;
  /** Storm, sent as `X-Api-Key` with any auth when set. */
  apiKey?: string;
}
