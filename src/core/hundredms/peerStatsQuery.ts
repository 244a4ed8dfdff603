import type { Requests } from '../requestCollector';
import {
  column,
  frame,
  NUMERIC,
  TABLE,
  TIME_SERIES,
  type Cell,
  type Column,
  type FieldConfig,
  type Frame,
} from '../frames/frame';
import { groupBy } from '../collect/groupBy';
import { definedTexts } from '../json';
import { Notices, withNotices } from '../frames/notices';
import { readableName } from '../frames/readableName';
import type { Context, QueryResult } from '../protocol';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { selectedMetrics, MAX_VALUES, limitValues } from './limitValues';
import { compareNumbers } from '../measurements/numberRange';
import { isLessWorse, METRICS, worstNumber, type Metric, type MetricName } from '../measurements/trackMetrics';
import { displayNames } from './displayNames';
import { sharedTimes } from './layerTimes';
import { numericFrames } from './numeric';
import { reduce } from '../measurements/reduce';
import { fetchPeers, selectTracks } from './selectTracks';
import { failureOfPeers, type FetchedPeers, type SelectedTracks, type SelectedTrack } from './selectedTrack';
import { cellsIn, gapAfter } from '../score/sampleInterval';
import { withSpan } from './withSpan';

/**
 * Requests what a `peerStats` query needs, and returns a function that builds its frames. They fail with the first
 * failure if every peer failed.
 */
export function collectPeerStats(query: PeerStatsQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchPeers(query, context, requests);
  return () => peerStatsFrames(query, context, fetched);
}

function peerStatsFrames(query: PeerStatsQuery, context: Context, fetched: FetchedPeers): QueryResult {
  const notices = new Notices();
  const selected = selectTracks(query, context, fetched, notices);
  const failed = failureOfPeers(query.format, fetched);
  if (failed !== null) {
    return { ok: false, failure: failed };
  }
  const tracks = limitValues(selected.tracks, query, context.maxValues ?? MAX_VALUES, notices);
  if ('message' in tracks) {
    return { ok: false, failure: tracks };
  }
  const frames = BUILDERS[query.format](query, { ...selected, tracks });
  if (frames.length === 0 && selected.tracks.length > 0) {
    const metrics = query.metrics.length === 0 ? 'any metric' : query.metrics.map(readableName).join(', ');
    notices.warn(`No selected track reports ${metrics}.`);
  }
  const all = frames.length === 0 ? [frame(query.refId, EMPTY[query.format], [])] : frames;
  const executed = fetched.targets.map(
    ({ session_id, peer_id }) => `peer-stats session_id=${session_id} peer_id=${peer_id}`
  );
  return withSpan({ ok: true, value: withNotices(all, notices, executed) }, selected.span);
}

const EMPTY = { timeseries: TIME_SERIES, table: TABLE, numeric: NUMERIC } as const;

const BUILDERS: Readonly<
  Record<PeerStatsQuery['format'], (query: PeerStatsQuery, selected: SelectedTracks) => readonly Frame[]>
> = {
  timeseries,
  table,
  numeric,
};

/**
 * Returns a frame for each track, layer and metric whose array the document has; of one metric the worst peers first.
 */
function timeseries(query: PeerStatsQuery, selected: SelectedTracks): readonly Frame[] {
  const [metric, ...others] = query.metrics;
  const visible = selected.tracks.filter(hasRows);
  const tracks = metric === undefined || others.length > 0 ? visible : worstPeersFirst(visible, metric);
  const times = sharedTimes(tracks);
  const series = tracks.flatMap((track) => {
    const time = timeColumn(track, times.get(track));
    const labels = labelsOf(track);
    return selectedMetrics(query, track)
      .filter((metric) => track.series.values[metric] !== undefined)
      .map((metric) => ({ track, metric, time, labels: { ...labels, metric } }));
  });
  const names = displayNames(series, query.legend);
  return series.map(({ track, metric, time, labels }, i) => {
    // Without the metric's maximum: on an axis of 0 to 100 %, a loss of 2 % looks like a flat line.
    const { unit, description, min }: Metric['config'] = METRICS[metric].config;
    // The name can be empty. Grafana then names the series by its labels.
    const name = names[i] ?? '';
    const config = { unit, description, min, ...(name === '' ? {} : { displayNameFromDS: name }) };
    return frame(query.refId, { ...TIME_SERIES, custom: { room_id: track.room_id } }, [
      time,
      column(metric, 'number', cellsOf(track, metric), { labels, config }),
    ]);
  });
}

/** Sorts peers by the mean of a metric on their worst track. Explore shows only the first series. */
function worstPeersFirst(tracks: readonly SelectedTrack[], metric: MetricName): readonly SelectedTrack[] {
  const direction = isLessWorse(metric) ? 1 : -1;
  return [...groupBy(tracks, ({ target }) => target).values()]
    .map((own) => {
      const means = own.flatMap((track) => reduce(cellsOf(track, metric), 'mean') ?? []);
      const worst = worstNumber(metric, means);
      return { own, rank: worst === null ? null : direction * worst };
    })
    .sort((one, other) => compareNumbers(one.rank, other.rank))
    .flatMap(({ own }) => own);
}

/** Returns a frame for each track and layer: its time and every metric of its side and kind. */
function table(query: PeerStatsQuery, selected: SelectedTracks): readonly Frame[] {
  const tracks = selected.tracks.filter(hasRows);
  const names = displayNames(
    tracks.map((track) => ({ track })),
    query.legend
  );
  return tracks.map((track, i) =>
    frame(
      query.refId,
      {
        ...TABLE,
        custom: { room_id: track.room_id, ...labelsOf(track), ...(track.from === null ? {} : { from: track.from }) },
      },
      [
        timeColumn(track),
        ...selectedMetrics(query, track).map((metric) => metricColumn(metric, cellsOf(track, metric))),
      ],
      names[i]
    )
  );
}

/**
 * Returns one frame with a row for each track and layer that has the metric, and a row of null for each peer that
 * failed.
 */
function numeric(query: PeerStatsQuery, selected: SelectedTracks): readonly Frame[] {
  const metric = query.metrics[0];
  if (metric === undefined) {
    return [];
  }
  const tracks = selected.tracks.filter(({ series }) => series.values[metric] !== undefined);
  return numericFrames(query.refId, metric, METRICS[metric].config, [
    ...tracks.map((track) => ({
      id: { ...track.target, ...track.series.track, metric },
      value: reduce(cellsOf(track, metric), query.reduce),
    })),
    ...selected.failed.map(({ target }) => ({ id: { ...target, metric }, value: null })),
  ]);
}

function hasRows({ rows }: SelectedTrack): boolean {
  return rows.to > rows.from;
}

/** Returns the labels of a series, without those that the document lacks. */
function labelsOf({ target, peer, series: { track } }: SelectedTrack): Readonly<Record<string, string>> {
  const { session_id, peer_id } = target;
  const { side, kind, track_id, type, rid } = track;
  return definedTexts({ session_id, peer_id, peer, side, kind, track_id, type, rid });
}

function timeColumn({ series, rows, shift }: SelectedTrack, times = cellsIn(series.times, rows)): Column {
  const interval = gapAfter(series.times);
  const config: FieldConfig = interval === null ? {} : { interval };
  return column('time', 'time', shift === 0 ? times : times.map((time) => time + shift), { config });
}

/** Returns the cells inside the range; nulls if the document has no array of the metric. */
export function cellsOf({ series, rows }: SelectedTrack, metric: MetricName): ReadonlyArray<number | null> {
  const cells = series.values[metric];
  return cells === undefined ? cellsIn(series.times, rows).map(() => null) : cellsIn(cells, rows);
}

function metricColumn(metric: MetricName, cells: readonly Cell[]): Column {
  return column(metric, 'number', cells, { config: METRICS[metric].config });
}
