import { failure, type Failure } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { TrackSelection } from './peerSelection';
import { METRICS_OF, type MetricName } from '../measurements/trackMetrics';
import type { SelectedTrack } from './selectedTrack';

/** How many values one query may have, so that no panel or alert rule takes the memory of all others. */
export const MAX_VALUES = 2_000_000;

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
export function describeExcess({ finding, advice }: Excess): string {
  return `${finding} The rest is left out. ${advice}`;
}

/** The failure that an excess is to an alert, which shows no notice. */
export function failureOfExcess({ finding, advice }: Excess): Failure {
  return failure('user', 400, finding, advice);
}

/** The metrics of a track that a query shows. */
export function selectedMetrics(
  { metrics: wanted = [] }: Pick<TrackSelection, 'metrics'>,
  { series }: Pick<SelectedTrack, 'series'>
): readonly MetricName[] {
  const { side, kind } = series.track;
  const metrics: readonly MetricName[] = METRICS_OF[side][kind];
  return wanted.length === 0 ? metrics : metrics.filter((metric) => wanted.includes(metric));
}

/** How many series a query draws: one metric of 50 peers who all receive each other. With more a browser stands still. */
const MAX_SERIES = 5_000;

/**
 * The tracks with no more values than the limit, and no more series than are drawn: later tracks are left out, the rows of the one at the
 * limit are cut, and a notice says so. Fails with `user` where the query is numeric and has too many values: an alert shows no notice.
 */
export function limitValues(
  tracks: readonly SelectedTrack[],
  query: TrackSelection,
  limit: number,
  notices: Notices
): readonly SelectedTrack[] | Failure {
  const drawn = query.format === 'numeric' ? tracks : limitSeries(tracks, query, notices);
  const counted = drawn.map((track) => ({ track, metrics: selectedMetrics(query, track).length }));
  const total = counted.reduce((sum, { track, metrics }) => sum + rowsOf(track) * metrics, 0);
  if (total <= limit) {
    return drawn;
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
  notices.add('warning', describeExcess(excess));
  return kept;
}

function limitSeries(
  tracks: readonly SelectedTrack[],
  query: TrackSelection,
  notices: Notices
): readonly SelectedTrack[] {
  let series = 0;
  for (const [i, track] of tracks.entries()) {
    series += rowsOf(track) === 0 ? 0 : seriesOf(query, track);
    if (series > MAX_SERIES) {
      const finding = `The query has more than ${MAX_SERIES} series.`;
      notices.add('warning', describeExcess({ finding, advice: 'Ask for fewer peers, tracks or metrics.' }));
      return tracks.slice(0, i);
    }
  }
  return tracks;
}

/** How many series a track makes: one for each metric that it has, or a table. */
function seriesOf(query: TrackSelection, track: SelectedTrack): number {
  return query.format === 'table'
    ? 1
    : selectedMetrics(query, track).filter((metric) => track.series.values[metric] !== undefined).length;
}

function rowsOf({ rows }: SelectedTrack): number {
  return rows.to - rows.from;
}
