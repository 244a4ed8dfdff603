import type { Kind, MetricName, Side } from './trackMetrics';

/** What tells one track and simulcast layer of a peer from another. What the document did not say is null. */
export interface TrackIdentity {
  readonly side: Side;
  readonly kind: Kind;
  readonly track_id: string | null;
  /** `regular` or `screen`, and whatever an SDK adds; the reference gives none for audio. */
  readonly type: string | null;
  /** The simulcast layer as the document names it. */
  readonly rid: string | null;
}

/** One track's samples, index-aligned: `values[m][i]` was measured in the window that ended at `times[i]`. */
export interface TrackSeries {
  readonly track: TrackIdentity;
  /** Milliseconds since the epoch by the client's clock, ascending, without repeats. */
  readonly times: readonly number[];
  /** As long as `times`. A metric whose array was missing or empty is absent; null is a sample without a value. */
  readonly values: Readonly<Partial<Record<MetricName, ReadonlyArray<number | null>>>>;
}
