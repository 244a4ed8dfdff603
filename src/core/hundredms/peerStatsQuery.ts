import { column, frame, type Cell, type Column, type FieldConfig, type Frame, type FrameMeta } from '../frames/frame';
import { totalFailure } from '../failure/partialResult';
import { Notices } from '../frames/notices';
import type { HundredmsRequests } from './documents';
import type { Context, QueryResult } from '../protocol';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { selectedMetrics, MAX_VALUES, limitValues } from './limitValues';
import { METRICS, type Metric, type MetricName } from '../measurements/trackMetrics';
import { displayNames } from './displayNames';
import { NUMERIC, numericFrames } from './numeric';
import { reduce } from '../measurements/reduce';
import { fetchPeers, selectTracks } from './selectTracks';
import type { FetchedPeers, SelectedTracks, SelectedTrack } from './selectedTrack';
import { gapAfter } from '../score/sampleInterval';

/** Gathers what a `peerStats` query needs. Its frames fail with the first failure where every peer failed. */
export function collectPeerStats(
  query: PeerStatsQuery,
  context: Context,
  requests: HundredmsRequests
): () => QueryResult {
  const gathered = fetchPeers(query, context, requests);
  return () => peerStatsFrames(query, context, gathered);
}

function peerStatsFrames(query: PeerStatsQuery, context: Context, gathered: FetchedPeers): QueryResult {
  const notices = new Notices();
  const shown = selectTracks(query, context, gathered, notices);
  const failed = totalFailure(query.format, shown.failed, gathered.peers.length);
  if (failed !== null) {
    return { ok: false, failure: failed };
  }
  const tracks = limitValues(shown.tracks, query, context.limits?.values ?? MAX_VALUES, notices);
  if ('message' in tracks) {
    return { ok: false, failure: tracks };
  }
  const built = BUILDERS[query.format](query, { ...shown, tracks });
  if (built.length === 0 && shown.tracks.length > 0) {
    const metrics = query.metrics.length === 0 ? 'any metric' : query.metrics.join(', ');
    notices.add('warning', `No selected track reports ${metrics}.`);
  }
  const frames = built.length > 0 ? built : [frame(query.refId, EMPTY[query.format], [])];
  return { ok: true, value: frames.map((each, i) => (i === 0 ? withMeta(each, gathered, shown, notices) : each)) };
}

const TIME_SERIES: FrameMeta = { type: 'timeseries-multi', typeVersion: [0, 1], preferredVisualisationType: 'graph' };
const TABLE: FrameMeta = { typeVersion: [0, 0], preferredVisualisationType: 'table' };
const EMPTY: Readonly<Record<PeerStatsQuery['format'], FrameMeta>> = {
  timeseries: TIME_SERIES,
  table: TABLE,
  numeric: NUMERIC,
};

const BUILDERS: Readonly<
  Record<PeerStatsQuery['format'], (query: PeerStatsQuery, shown: SelectedTracks) => readonly Frame[]>
> = {
  timeseries,
  table,
  numeric,
};

/** What concerns the whole answer stands on its first frame. */
function withMeta(first: Frame, { targets }: FetchedPeers, shown: SelectedTracks, notices: Notices): Frame {
  const merged = notices.merged();
  const executedQueryString = targets
    .map(({ session_id, peer_id }) => `peer-stats session_id=${session_id} peer_id=${peer_id}`)
    .join('\n');
  const custom = { ...first.schema.meta.custom, ...(shown.span === null ? {} : { span: shown.span }) };
  const meta = {
    ...first.schema.meta,
    ...(merged === undefined ? {} : { notices: merged }),
    ...(targets.length === 0 ? {} : { executedQueryString }),
    custom,
  };
  return { ...first, schema: { ...first.schema, meta } };
}

/** A frame for each track, layer and metric whose array the document has. */
function timeseries(query: PeerStatsQuery, shown: SelectedTracks): readonly Frame[] {
  const series = shown.tracks.filter(hasRows).flatMap((track) => {
    const time = timeColumn(track);
    const labels = labelsOf(track);
    return selectedMetrics(query, track)
      .filter((metric) => track.series.values[metric] !== undefined)
      .map((metric) => ({ track, metric, time, labels: { ...labels, metric } }));
  });
  const names = displayNames(series, query.legend);
  return series.map(({ track, metric, time, labels }, i) => {
    // Without the most there can be: on an axis of 0 to 100 % a loss of 2 % is a flat line.
    const { unit, description, min }: Metric = METRICS[metric];
    // A template can come to nothing: Grafana then names the series by its labels.
    const name = names[i] ?? '';
    const config = { unit, description, min, ...(name === '' ? {} : { displayNameFromDS: name }) };
    return frame(query.refId, { ...TIME_SERIES, custom: { room_id: track.room_id } }, [
      time,
      column(metric, 'number', cellsOf(track, metric), { labels, config }),
    ]);
  });
}

/** A frame for each track and layer: its time and every metric of its side and kind. */
function table(query: PeerStatsQuery, shown: SelectedTracks): readonly Frame[] {
  const tracks = shown.tracks.filter(hasRows);
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

/** One frame with a row for each track and layer that has the metric, and one of null for each peer that failed. */
function numeric(query: PeerStatsQuery, shown: SelectedTracks): readonly Frame[] {
  const metric = query.metrics[0];
  if (metric === undefined) {
    return [];
  }
  const tracks = shown.tracks.filter(({ series }) => series.values[metric] !== undefined);
  return numericFrames(query.refId, metric, METRICS[metric], [
    ...tracks.map((track) => ({
      id: { ...track.target, ...track.series.track, metric },
      value: reduce(cellsOf(track, metric), query.reduce),
    })),
    ...shown.failed.map(({ target }) => ({ id: { ...target, metric }, value: null })),
  ]);
}

function hasRows({ rows }: SelectedTrack): boolean {
  return rows.to > rows.from;
}

/** What a series says of itself; what the document lacks is left out. */
function labelsOf({ target, peer, series: { track } }: SelectedTrack): Readonly<Record<string, string>> {
  const labels: Record<string, string> = { session_id: target.session_id, peer_id: target.peer_id };
  const { side, kind, track_id, type, rid } = track;
  for (const [name, value] of Object.entries({ peer, side, kind, track_id, type, rid })) {
    if (value !== null) {
      labels[name] = value;
    }
  }
  return labels;
}

function timeColumn({ series, rows, shift }: SelectedTrack): Column {
  const times = within(series.times, rows);
  const interval = gapAfter(series.times);
  const config: FieldConfig = interval === null ? {} : { interval };
  return column('time', 'time', shift === 0 ? times : times.map((time) => time + shift), { config });
}

/** The cells inside the range; nulls where the document has no array of the metric. */
export function cellsOf({ series, rows }: SelectedTrack, metric: MetricName): ReadonlyArray<number | null> {
  const cells = series.values[metric];
  return cells === undefined ? Array.from({ length: rows.to - rows.from }, () => null) : within(cells, rows);
}

function metricColumn(metric: MetricName, cells: readonly Cell[]): Column {
  return column(metric, 'number', cells, { config: METRICS[metric] });
}

/** A series' part inside the range. The usual case, all of it, is not copied. */
function within<T>(all: readonly T[], { from, to }: SelectedTrack['rows']): readonly T[] {
  return from === 0 && to === all.length ? all : all.slice(from, to);
}
