import { liveRequest, type StormRequests, type SubstreamTarget } from '../requests';
import { totalFailure } from '../../failure/partialResult';
import { formatUtc } from '../../failure/text';
import { column, frame, type Frame, type FrameMeta } from '../../frames/frame';
import { Notices } from '../../frames/notices';
import type { Context, QueryResult } from '../../protocol';
import type { SubstreamQuery } from '../../query/types/substream';
import type { SubstreamMetric } from '../../measurements/substreamColumns';
import { endsNow } from '../endsNow';
import { resolveSubstreams, type Selection } from '../resolveSubstreams';
import type { History, LivePoint } from './history';
import { displayNames, type LiveSeries } from './displayNames';
import { liveConfig } from './rates';

interface LiveSubstream {
  readonly target: SubstreamTarget;
  readonly live: History;
}

interface FetchedLive extends Selection {
  readonly substreams: readonly LiveSubstream[];
}

/**
 * Requests the points of each substream that were polled in the last hour, and its current point. Returns a function
 * that builds frames of them.
 */
export function collectLive(query: SubstreamQuery, context: Context, requests: StormRequests): () => QueryResult {
  const selection = resolveSubstreams(query, context, requests);
  const failed = [...selection.failed];
  const substreams: LiveSubstream[] = [];
  for (const target of selection.targets) {
    const outcome = requests.outcome(liveRequest(target));
    if (outcome?.ok) {
      substreams.push({ target, live: outcome.value });
    } else if (outcome !== undefined) {
      failed.push({ target, failure: outcome.failure });
    }
  }
  return () => liveFrames(query, context, { ...selection, failed, substreams });
}

function liveFrames(query: SubstreamQuery, context: Context, fetched: FetchedLive): QueryResult {
  const { substreams, failed, warnings } = fetched;
  const failure = totalFailure(query.format, failed, substreams.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  const notices = new Notices();
  const pollFailures = substreams.flatMap(({ live }) => live.failure ?? []);
  for (const warning of [...failed.map(({ failure }) => failure.message), ...pollFailures, ...warnings]) {
    notices.add('warning', warning);
  }
  const series = seriesOf(query, context, substreams);
  if (substreams.length === 0 && failed.length === 0 && warnings.length === 0) {
    notices.add('warning', 'The filters exclude every substream.');
  } else if (series.length === 0) {
    const rangeText = `${formatUtc(context.range.from)} to ${formatUtc(context.range.to)}`;
    notices.add(
      'info',
      `Nothing was polled from ${rangeText}. Storm keeps no history: live shows what the backend polled in the last hour while a panel was open.`
    );
  }
  return { ok: true, value: framesOf(query, fetched, series, notices) };
}

/**
 * Returns the points inside the range as a series for each substream and metric. A substream without points has none.
 */
function seriesOf(
  query: SubstreamQuery,
  context: Context,
  substreams: readonly LiveSubstream[]
): readonly LiveSeriesPoints[] {
  return substreams.flatMap(({ target, live }) => {
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
  return latest === undefined || latest.time <= range.to || !endsNow(context)
    ? inside
    : [...inside.filter(({ time }) => time < range.to), { ...latest, time: range.to }];
}

interface LiveSeriesPoints extends LiveSeries {
  readonly points: readonly LivePoint[];
}

function metricsOf({ metrics, metric }: SubstreamQuery): readonly SubstreamMetric[] {
  return metrics.length === 0 ? [metric] : metrics;
}

function framesOf(
  query: SubstreamQuery,
  { targets }: FetchedLive,
  series: readonly LiveSeriesPoints[],
  notices: Notices
): readonly Frame[] {
  const meta: FrameMeta = { type: 'timeseries-multi', typeVersion: [0, 1], preferredVisualisationType: 'graph' };
  const merged = notices.merged();
  const executed = targets.map(({ app, stream, substream }) => `live ${app}/${stream}/${substream}`);
  const first: FrameMeta = {
    ...meta,
    ...(merged === undefined ? {} : { notices: merged }),
    ...(executed.length === 0 ? {} : { executedQueryString: executed.join('\n') }),
  };
  if (series.length === 0) {
    return [frame(query.refId, first, [])];
  }
  const names = displayNames(series);
  return series.map(({ target, metric, points }, i) =>
    frame(query.refId, i === 0 ? first : meta, [
      column(
        'time',
        'time',
        points.map(({ time }) => time)
      ),
      column(
        metric,
        'number',
        points.map(({ values }) => values[metric] ?? null),
        {
          labels: { ...target, metric },
          config: { ...liveConfig(metric), displayNameFromDS: names[i] ?? metric },
        }
      ),
    ])
  );
}
