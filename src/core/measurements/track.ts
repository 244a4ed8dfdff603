import { readableName } from '../frames/readableName';
import type { Kind, MetricName, Side } from './trackMetrics';

/** Distinguishes the tracks and simulcast layers of a peer. A member that the document lacks is null. */
export interface TrackIdentity {
  readonly side: Side;
  readonly kind: Kind;
  readonly track_id: string | null;
  /** `regular`, `screen`, or whatever an SDK adds; the reference has none for audio. */
  readonly type: string | null;
  /** The simulcast layer, by its name in the document. */
  readonly rid: string | null;
}

/** The samples of one track, index-aligned: `values[m][i]` was measured in the window that ended at `times[i]`. */
export interface TrackSeries {
  readonly track: TrackIdentity;
  /** The IDs that the track had after its first, if it continued under other IDs. */
  readonly otherIds?: readonly string[];
  /** Milliseconds since the epoch by the client's clock, unless that is wrong and corrected; ascending, no repeats. */
  readonly times: readonly number[];
  /** As long as `times`. A metric is absent if its array was missing or empty; null is a sample without a value. */
  readonly values: Readonly<Partial<Record<MetricName, ReadonlyArray<number | null>>>>;
}

/** Whether a track is a published video. Its layers share one score. */
export function isCamera({ side, kind }: TrackIdentity): boolean {
  return side === 'publisher' && kind === 'video';
}

/** Returns what a track is in words: `sent video high`, `received screen video`. A regular video is just a video. */
export function describeTrack({ side, kind, type }: TrackIdentity, layer: string | null): string {
  return [readableName(side), type === 'regular' ? null : type, kind, layer].filter(Boolean).join(' ');
}
