import { adviceOf, failure, type Failure } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { TrackSelection } from './peerSelection';
import { METRICS_OF, type MetricName } from '../measurements/trackMetrics';
import type { SelectedTrack } from './selectedTrack';

/** The most values of one query, so that no panel or alert rule takes the memory of all others. */
export const MAX_VALUES = 2_000_000;

/** More values than the limit. Their number is unknown, because the query stops its requests there. */
export function tooManyValues(limit: number): Failure {
  const advice = 'Ask for fewer peers or metrics, or a shorter range.';
  return failure('user', 400, `The query has more than ${limit} values.`, advice);
}

/** Returns the notice about the rest that a query leaves out beyond a limit. An alert fails instead. */
export function describeExcess(excess: Failure): string {
  return `${excess.finding ?? ''} The rest is left out. ${adviceOf(excess)}`;
}

/** Returns the metrics of a track that a query selects. */
export function selectedMetrics(
  { metrics: wanted = [] }: Pick<TrackSelection, 'metrics'>,
  { series }: Pick<SelectedTrack, 'series'>
): readonly MetricName[] {
  const { side, kind } = series.track;
  const metrics: readonly MetricName[] = METRICS_OF[side][kind];
  return wanted.length === 0 ? metrics : metrics.filter((metric) => wanted.includes(metric));
}

/** The most series of a query: one metric of 50 peers who all receive each other. With more the browser hangs. */
export const MAX_SERIES = 5_000;

/**
 * Returns the tracks up to the limits of values and series. Later tracks are left out, the track at the limit of values
 * is cut, and a notice reports it. Fails with `user` if the query is numeric and has too many values, because an alert
 * shows no notice.
 */
export function limitValues(
  tracks: readonly SelectedTrack[],
  query: TrackSelection,
  limit: number,
  notices: Notices
): readonly SelectedTrack[] | Failure {
  const limited = query.format === 'numeric' ? tracks : limitSeries(tracks, query, notices);
  const counted = limited.map((track) => ({ track, metrics: selectedMetrics(query, track).length }));
  const total = counted.reduce((sum, { track, metrics }) => sum + rowsOf(track) * metrics, 0);
  if (total <= limit) {
    return limited;
  }
  const excess = tooManyValues(limit);
  if (query.format === 'numeric') {
    return excess;
  }
  let left = limit;
  const kept = counted.flatMap(({ track, metrics }) => {
    const rows = metrics === 0 ? 0 : Math.min(rowsOf(track), Math.floor(left / metrics));
    left -= rows * metrics;
    return rows === 0 ? [] : [{ ...track, rows: { from: track.rows.from, to: track.rows.from + rows } }];
  });
  notices.warn(describeExcess(excess));
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
      notices.warn(describeExcess(failure('user', 400, finding, 'Ask for fewer peers, tracks or metrics.')));
      return tracks.slice(0, i);
    }
  }
  return tracks;
}

/** Returns how many series a track makes: one for each metric that it has, or a single table. */
function seriesOf(query: TrackSelection, track: SelectedTrack): number {
  return query.format === 'table'
    ? 1
    : selectedMetrics(query, track).filter((metric) => track.series.values[metric] !== undefined).length;
}

function rowsOf({ rows }: SelectedTrack): number {
  return rows.to - rows.from;
}
