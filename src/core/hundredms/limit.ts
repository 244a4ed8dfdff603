import { failure, type Failure } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { METRICS_OF, type MetricName } from './metrics';
import type { ShownTrack } from './shown';

/** How many values one query may have, so that no panel or alert rule takes the memory of all others. */
export const MOST_VALUES = 2_000_000;

/** That a query has more than it may, and what to do. */
export interface Excess {
  readonly finding: string;
  readonly advice: string;
}

/** More values than the limit. How many they would be is not known: the query stops asking there. */
export function tooMany(limit: number): Excess {
  const advice = 'Ask for fewer peers or metrics, or a shorter range.';
  return { finding: `The query has more than ${limit} values.`, advice };
}

/** The notice of what is left out, and why. */
export function leftOut({ finding, advice }: Excess): string {
  return `${finding} The rest is left out. ${advice}`;
}

/** The failure that an excess is to an alert, which shows no notice. */
export function failureOfExcess({ finding, advice }: Excess): Failure {
  return failure('user', 400, finding, advice);
}

/** The metrics of a track that a query shows. */
export function metricsShown(query: PeerStatsQuery, { series }: Pick<ShownTrack, 'series'>): readonly MetricName[] {
  const { side, kind } = series.track;
  return METRICS_OF[side][kind].filter((metric) => query.metrics.length === 0 || query.metrics.includes(metric));
}

/**
 * The tracks with no more values than the limit: later tracks are left out, the rows of the one at the limit are cut, and a notice says so.
 * Fails with `user` where the query is numeric: an alert shows no notice.
 */
export function withinLimit(
  tracks: readonly ShownTrack[],
  query: PeerStatsQuery,
  limit: number,
  notices: Notices
): readonly ShownTrack[] | Failure {
  const counted = tracks.map((track) => ({ track, metrics: metricsShown(query, track).length }));
  const total = counted.reduce((sum, { track, metrics }) => sum + rowsOf(track) * metrics, 0);
  if (total <= limit) {
    return tracks;
  }
  const excess = tooMany(limit);
  if (query.format === 'numeric') {
    return failureOfExcess(excess);
  }
  let left = limit;
  const kept = counted.flatMap(({ track, metrics }) => {
    const rows = metrics === 0 ? 0 : Math.min(rowsOf(track), Math.floor(left / metrics));
    left -= rows * metrics;
    return rows === 0 ? [] : [{ ...track, rows: { from: track.rows.from, to: track.rows.from + rows } }];
  });
  notices.add('warning', leftOut(excess));
  return kept;
}

function rowsOf({ rows }: ShownTrack): number {
  return rows.to - rows.from;
}
