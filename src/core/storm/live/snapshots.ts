import {
  SERVER_METRIC_COLUMNS,
  SERVER_METRICS,
  STREAM_METRIC_COLUMNS,
  STREAM_METRICS,
  SUBSTREAM_METRIC_COLUMNS,
  SUBSTREAM_METRICS,
  type StormColumn,
} from '../../measurements/stormColumns';
import type { UpstreamRequest } from '../../protocol';

/** A document that live polls. */
interface Snapshot {
  /** The metrics of a point, in the order in which the backend stores them. */
  readonly metrics: readonly string[];
  readonly columns: Readonly<Record<string, StormColumn>>;
}

/** The documents that live polls, by the query type that shows them. */
export const SNAPSHOTS = {
  substream: { metrics: SUBSTREAM_METRICS, columns: SUBSTREAM_METRIC_COLUMNS },
  stream: { metrics: STREAM_METRICS, columns: STREAM_METRIC_COLUMNS },
  server: { metrics: SERVER_METRICS, columns: SERVER_METRIC_COLUMNS },
} as const satisfies Record<string, Snapshot>;
export type SnapshotType = keyof typeof SNAPSHOTS;

/** What names a polled document: a substream, a stream, or nothing for the server. */
export type LiveTarget = Readonly<Partial<Record<'app' | 'stream' | 'substream', string>>>;

/** Returns the type of the document that a request of `live` is for. Only its parameters tell. */
export function snapshotTypeOf({ params }: Pick<UpstreamRequest, 'params'>): SnapshotType {
  return params.substream !== undefined ? 'substream' : params.streamKey !== undefined ? 'stream' : 'server';
}

/** Describes a target: `live/studio/720p`, or `server`. */
export function nameOfTarget({ app, stream, substream }: LiveTarget): string {
  return [app, stream, substream].filter((name) => name !== undefined).join('/') || 'server';
}
