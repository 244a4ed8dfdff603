import type { Requests } from '../../requestCollector';
import { liveRequest } from '../requests';
import type { Failure } from '../../failure/failure';
import { totalFailure } from '../../failure/partialResult';
import { formatRange, joinList } from '../../failure/text';
import { columnsOver, frame, TIME_SERIES, type Frame } from '../../frames/frame';
import { Notices, withNotices } from '../../frames/notices';
import { readableName } from '../../frames/readableName';
import type { Context, QueryResult } from '../../protocol';
import type { ServerQuery } from '../../query/types/server';
import type { StreamQuery } from '../../query/types/stream';
import type { SubstreamQuery } from '../../query/types/substream';
import { rangeEndsNow } from '../rangeEndsNow';
import { resolveStreams } from '../resolveStreams';
import { resolveSubstreams } from '../resolveSubstreams';
import { resolveServer } from '../server/resolveServer';
import type { History, LivePoint } from './history';
import { liveConfig } from './rates';
import { nameOfTarget, type LiveTarget } from './snapshots';

type LiveQuery = SubstreamQuery | StreamQuery | ServerQuery;

/** What a live query shows. */
interface LiveSelection {
  readonly targets: readonly LiveTarget[];
  /** Labels of all series. */
  readonly labels: Readonly<Record<string, string>>;
  readonly failed: ReadonlyArray<{ readonly failure: Failure }>;
  readonly warnings: readonly string[];
}

interface LiveDocument {
  readonly target: LiveTarget;
  readonly live: History;
}

interface FetchedLive extends LiveSelection {
  readonly documents: readonly LiveDocument[];
}

/**
 * Requests the points of each document that were polled in the last hour, and its current point. Returns a function
 * that builds frames of them.
 */
export function collectLive(query: LiveQuery, context: Context, requests: Requests): () => QueryResult {
  const selection = select(query, context, requests);
  const failed = [...selection.failed];
  const documents: LiveDocument[] = [];
  for (const target of selection.targets) {
    const outcome = requests.outcome(liveRequest(target));
    if (outcome?.ok) {
      documents.push({ target, live: outcome.value });
    } else if (outcome !== undefined) {
      failed.push({ failure: outcome.failure });
    }
  }
  return () => liveFrames(query, context, { ...selection, failed, documents });
}

function select(query: LiveQuery, context: Context, requests: Requests): LiveSelection {
  switch (query.queryType) {
    case 'substream':
      return { labels: {}, ...resolveSubstreams(query, context, requests) };
    case 'stream': {
      const { streams, ...selection } = resolveStreams(query, context, requests);
      return { labels: {}, ...selection, targets: streams.map(({ app, stream }) => ({ app, stream })) };
    }
    case 'server':
      return { failed: [], ...resolveServer(query, requests) };
  }
}

function liveFrames(query: LiveQuery, context: Context, fetched: FetchedLive): QueryResult {
  const { documents, failed, warnings } = fetched;
  const failure = totalFailure(query.format, failed, documents.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  notices.warn(failed.map(({ failure }) => failure.message));
  notices.warn(documents.flatMap(({ live }) => live.failure ?? []));
  notices.warn([...warnings, ...describeWrong(query, documents)]);
  const series = seriesOf(query, context, documents);
  if (documents.length === 0 && failed.length === 0 && warnings.length === 0) {
    notices.warn(`The filters exclude every ${query.queryType}.`);
  } else if (series.length === 0) {
    notices.inform(
      `Nothing was polled from ${formatRange(context.range)}. Storm keeps no history: live shows what the backend polled in the last hour while a panel was open.`
    );
  }
  return { ok: true, value: framesOf(query, fetched, series, notices) };
}

/** Returns a warning for each document whose latest values of the shown metrics are wrong. */
function describeWrong(query: LiveQuery, documents: readonly LiveDocument[]): readonly string[] {
  return documents.flatMap(({ target, live: { wrong = [] } }) => {
    const names = metricsOf(query).filter((metric) => wrong.includes(metric));
    const finding = `Storm returned impossible or unreadable values for ${nameOfTarget(target)}, shown as null`;
    return names.length === 0 ? [] : [`${finding}: ${joinList(names)}.`];
  });
}

/**
 * Returns the points inside the range as a series for each document and metric. A document without points has none.
 */
function seriesOf(query: LiveQuery, context: Context, documents: readonly LiveDocument[]): readonly LiveSeries[] {
  return documents.flatMap(({ target, live }) => {
    const points = pointsIn(live, context);
    return points.length === 0 ? [] : metricsOf(query).map((metric) => ({ target, metric, points }));
  });
}

/**
 * Returns the points inside the range. The current point arrives a moment after the request; if the range ends now, it
 * is placed at the end of the range.
 */
function pointsIn({ points }: History, context: Context): readonly LivePoint[] {
  const { range } = context;
  const inside = points.filter(({ time }) => time >= range.from && time <= range.to);
  const latest = points[points.length - 1];
  return latest === undefined || latest.time <= range.to || !rangeEndsNow(context)
    ? inside
    : [...inside.filter(({ time }) => time < range.to), { ...latest, time: range.to }];
}

/** The points of one metric of a document. */
interface LiveSeries {
  readonly target: LiveTarget;
  readonly metric: string;
  readonly points: readonly LivePoint[];
}

function metricsOf({ metrics, metric }: LiveQuery): readonly string[] {
  return metrics.length === 0 ? [metric] : metrics;
}

function framesOf(
  query: LiveQuery,
  { targets, labels }: FetchedLive,
  series: readonly LiveSeries[],
  notices: Notices
): readonly Frame[] {
  const names = liveNames(series);
  const frames = series.map(({ target, metric, points }, i) => {
    const columnOf = columnsOver(points);
    const config = { ...liveConfig(query.queryType, metric), displayNameFromDS: names[i] ?? metric };
    return frame(query.refId, TIME_SERIES, [
      columnOf('time', 'time', ({ time }) => time),
      columnOf(metric, 'number', ({ values }) => values[metric] ?? null, config, { ...labels, ...target, metric }),
    ]);
  });
  const all = frames.length === 0 ? [frame(query.refId, TIME_SERIES, [])] : frames;
  return withNotices(
    all,
    notices,
    targets.map((target) => `live ${nameOfTarget(target)}`)
  );
}

/**
 * Returns the display name of each series: the parts that differ between the series, such as `studio / 720p
 * health`, or the metric if nothing differs.
 */
function liveNames(series: readonly LiveSeries[]): readonly string[] {
  const differing = (['app', 'stream', 'substream'] as const).filter(
    (part) => new Set(series.map(({ target }) => target[part])).size > 1
  );
  const includesMetric = differing.length === 0 || new Set(series.map(({ metric }) => metric)).size > 1;
  return series.map(({ target, metric }) => {
    const place = differing.map((part) => target[part]).join(' / ');
    return [place, includesMetric ? readableName(metric) : ''].filter(Boolean).join(' ');
  });
}
