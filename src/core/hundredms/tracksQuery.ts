import type { Requests } from '../requestCollector';
import { columnsOver, frame, NARROW, NUMERIC, type Column } from '../frames/frame';
import { Notices, withNotices } from '../frames/notices';
import { readableName } from '../frames/readableName';
import { tableOf } from '../frames/table';
import type { Context, QueryResult } from '../protocol';
import { metricsAmong, type TracksQuery } from '../query/types/tracks';
import { includes } from '../query/includes';
import { trackReasons } from '../score/reasons';
import { cellsIn, windowLengths } from '../score/sampleInterval';
import { cellsOf, collectPeerStats } from './peerStatsQuery';
import { allTracks, asMetricQuery } from './peerSelection';
import { CAUSE, compareScores, compareSides, PEER_CELL, REASONS, SCORE, SCORE_CELL, SUMMARY } from './scoreColumns';
import { scoresOverTime } from './scoresOverTime';
import { scoreSelectedTracks } from './scoreSelectedTracks';
import { compareNumbers } from '../measurements/numberRange';
import { METRICS, METRICS_OF, SIDE_CELL } from '../measurements/trackMetrics';
import { numericFrames } from './numeric';
import { reduce } from '../measurements/reduce';
import { fetchPeers } from './selectTracks';
import { failureOfPeers, partialResultOfPeers, senderOf, type FetchedPeers, type SelectedTrack } from './selectedTrack';
import { withSpan } from './withSpan';

/**
 * Requests a session's peers, and returns a function that builds frames of its tracks, each with its score and the
 * reasons. They fail with the first failure if every peer failed.
 */
export function collectTracks(query: TracksQuery, context: Context, requests: Requests): () => QueryResult {
  const metricQuery = asMetricQuery(query);
  if (metricQuery !== null) {
    return collectPeerStats(metricQuery, context, requests);
  }
  const fetched = fetchPeers({ ...allTracks(query), format: query.format }, context, requests);
  return () => BUILDERS[query.format](query, context, fetched);
}

const BUILDERS = { table, timeseries: scoresOverTime, numeric } as const;

/** A track or layer of the table. */
interface Row extends SelectedTrack {
  readonly score: number | null;
  readonly reasons: readonly string[];
  readonly summary: string | null;
  readonly cause: string;
}

function table(query: TracksQuery, context: Context, fetched: FetchedPeers): QueryResult {
  const notices = new Notices();
  const tracks = scoreSelectedTracks(query, context, fetched, notices, {
    needsCauses: true,
    read: trackReasons,
  });
  if (!tracks.ok) {
    return tracks;
  }
  const { selected, bySeries, causeOf, whyEmpty, span } = tracks.value;
  const rows = selected.map((track): Row => {
    const scored = bySeries.get(track.series);
    return scored === undefined
      ? { ...track, score: null, reasons: [], summary: null, cause: '' }
      : {
          ...track,
          score: scored.score,
          reasons: scored.value.exact,
          summary: scored.value.summary,
          cause: causeOf(scored),
        };
  });
  rows.sort(byWorst);
  const columnsOf = (all: readonly Row[]) => [
    ...verdict(all),
    ...metrics(query, all),
    ...coverage(all),
    ...identity(all),
  ];
  return withSpan(tableOf(query.refId, partialResultOfPeers(fetched), rows, columnsOf, whyEmpty, notices), span);
}

/** Sorts the worst first, what was sent before what was received, and what was not judged last. */
function byWorst(one: Row, other: Row): number {
  return (
    compareScores(one.score, other.score) ||
    compareSides(one.series.track, other.series.track) ||
    compareNumbers(one.score, other.score)
  );
}

/** Returns the columns that a person reads first. */
function verdict(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('score', 'number', ({ score }) => score, SCORE_CELL),
    columnOf('peer', 'text', ({ peer }) => peer, PEER_CELL),
    columnOf('side', 'text', ({ series }) => series.track.side, { ...SIDE_CELL, custom: NARROW }),
    columnOf('kind', 'text', ({ series }) => series.track.kind, { custom: NARROW }),
    columnOf('rid', 'text', ({ series }) => series.track.rid, { custom: NARROW }),
    columnOf('from', 'text', senderOf, { ...PEER_CELL, description: 'Who sent a received track' }),
    columnOf('summary', 'text', ({ summary }) => summary, SUMMARY),
    columnOf('cause', 'text', ({ cause }) => cause, CAUSE),
    columnOf('type', 'text', ({ series }) => series.track.type, { custom: NARROW }),
    columnOf('reasons', 'text', ({ reasons }) => reasons.join('; '), REASONS),
  ];
}

function identity(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('peer_id', 'text', ({ target }) => target.peer_id),
    columnOf('track_id', 'text', ({ series }) => series.track.track_id),
  ];
}

/** Returns a column for each metric that at least one of the tracks can have. */
function metrics(query: TracksQuery, rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  const available = new Set(
    rows.flatMap(({ series: { track } }): readonly string[] => METRICS_OF[track.side][track.kind])
  );
  return metricsAmong(query.metrics)
    .filter((metric) => available.has(metric))
    .map((metric) =>
      columnOf(
        `${metric}_${query.reduce}`,
        'number',
        ({ series, rows: inside }) => reduce(cellsIn(series.values[metric] ?? [], inside), query.reduce),
        { ...METRICS[metric].config, displayNameFromDS: `${readableName(metric)}, ${query.reduce}` }
      )
    );
}

function coverage(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  const inside = ({ series, rows: inRange }: Row) => cellsIn(series.times, inRange);
  return [
    columnOf('samples', 'number', ({ rows: { from, to } }) => to - from, { description: 'Windows inside the range' }),
    columnOf('covered', 'number', ({ series, rows }) => sumOf(cellsIn(windowLengths(series.times), rows)), {
      unit: 'ms',
      description: 'The length of these windows together',
    }),
    columnOf('longest_gap', 'number', (row) => longestGap(inside(row)), {
      unit: 'ms',
      description: 'The longest time between two windows',
    }),
  ];
}

function sumOf(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0);
}

function longestGap(times: readonly number[]): number | null {
  return times.length < 2
    ? null
    : times.reduce((longest, time, i) => {
        const gap = i === 0 ? 0 : time - (times[i - 1] ?? time);
        return gap > longest ? gap : longest;
      }, 0);
}

function numeric(query: TracksQuery, context: Context, fetched: FetchedPeers): QueryResult {
  const failure = failureOfPeers(query.format, fetched);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  const tracks = scoreSelectedTracks(query, context, fetched, notices, { needsCauses: false, read: () => null });
  if (!tracks.ok) {
    return tracks;
  }
  const { selected, bySeries } = tracks.value;
  const [metric] = metricsAmong(query.metrics.includes('score') ? ['score'] : query.metrics);
  const name = metric ?? 'score';
  const isOther = (peer_id: string | null) =>
    peer_id !== null && query.peerIds.length > 0 && !includes(query.peerIds, peer_id);
  const rows = [
    ...selected
      .filter(({ series }) => metric === undefined || series.values[metric] !== undefined)
      .map((track) => ({
        id: { ...track.target, ...track.series.track, metric: name },
        value:
          metric === undefined
            ? (bySeries.get(track.series)?.score ?? null)
            : reduce(cellsOf(track, metric), query.reduce),
      })),
    ...fetched.failed
      .filter(({ target }) => !isOther(target.peer_id))
      .map(({ target }) => ({ id: { ...target, metric: name }, value: null })),
  ];
  const config = metric === undefined ? SCORE : METRICS[metric].config;
  const [built = frame(query.refId, NUMERIC, [])] = numericFrames(query.refId, name, config, rows);
  return { ok: true, value: withNotices([built], notices) };
}
