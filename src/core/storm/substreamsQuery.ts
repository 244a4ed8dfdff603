import { metadataRequest, metricRequest, type StormRequests, substreamRequest } from './requests';
import { totalFailure } from '../failure/partialResult';
import { formatUtc } from '../failure/text';
import { columnsOver, frame, type Column, type Frame, type FrameMeta } from '../frames/frame';
import { Notices } from '../frames/notices';
import type { Context, Outcome, QueryResult } from '../protocol';
import type { SubstreamQuery } from '../query/types/substream';
import { endsNow } from './endsNow';
import { splitGrade } from './grades';
import { frameColumn } from './frameColumn';
import { addReadNotices } from './readColumns';
import { SUBSTREAM_COLUMNS } from '../measurements/substreamColumns';
import { METADATA_COLUMN_NAMES, METADATA_COLUMNS } from './metadata/columns';
import type { Metadata } from './metadata/metadata';
import { addMetadataNotices, type MetadataResult } from './metadata/notices';
import { resolveSubstreams, type Target, type Selection } from './resolveSubstreams';
import { SUBSTREAM_COLUMN_NAMES, type Substream } from './substream';

interface SubstreamResult {
  readonly target: Target;
  /** Null if the server sent no document. */
  readonly substream: Substream | null;
  /** Undefined if it was not requested. */
  readonly metadata: Outcome<Metadata> | undefined;
}

/** The results for a query's substreams. */
interface FetchedSubstreams extends Selection {
  readonly results: readonly SubstreamResult[];
}

/**
 * Requests what a `substream` query needs, and returns a function that builds its frames. They fail with the first
 * failure if every substream failed.
 */
export function collectSubstreams(query: SubstreamQuery, context: Context, requests: StormRequests): () => QueryResult {
  const selection = resolveSubstreams(query, context, requests);
  const failed = [...selection.failed];
  const results = selection.targets.map((target): SubstreamResult => {
    const outcome = requests.outcome(
      query.format === 'numeric' ? metricRequest(target, query.metric) : substreamRequest(target)
    );
    if (outcome !== undefined && !outcome.ok) {
      failed.push({ target, failure: outcome.failure });
    }
    const substream = outcome?.ok ? outcome.value : null;
    // Only for substreams that responded: a failed one is reported once, and a server that is down does not get twice
    // the requests.
    const metadata = query.metadata && substream !== null ? requests.outcome(metadataRequest(target)) : undefined;
    return { target, substream, metadata };
  });
  const unknown = selection.failed.map(({ target }): SubstreamResult => ({
    target,
    substream: null,
    metadata: undefined,
  }));
  return () => substreamFrames(query, context, { ...selection, failed, results: [...results, ...unknown] });
}

function substreamFrames(query: SubstreamQuery, context: Context, fetched: FetchedSubstreams): QueryResult {
  const notices = new Notices();
  const { results, failed, warnings } = fetched;
  const failure = totalFailure(query.format, failed, results.length - failed.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  for (const warning of [...failed.map(({ failure }) => failure.message), ...warnings]) {
    notices.add('warning', warning);
  }
  addNotices(results, context, notices);
  if (results.length === 0 && warnings.length === 0) {
    notices.add('warning', 'The filters exclude every substream.');
  }
  const build = query.format === 'table' ? table : numeric;
  return { ok: true, value: [build(query, fetched, notices)] };
}

function addNotices(results: readonly SubstreamResult[], context: Context, notices: Notices): void {
  results.forEach(({ target, substream }) => {
    if (substream !== null) {
      addReadNotices(substream, SUBSTREAM_COLUMNS, nameOf(target), notices);
    }
    if (substream !== null && !substream.hasHealth) {
      notices.add('info', `Storm sent no health data for ${nameOf(target)}.`);
    }
  });
  addMetadataNotices(metadataResults(results), notices);
  if (!endsNow(context)) {
    const rangeText = `${formatUtc(context.range.from)} to ${formatUtc(context.range.to)}`;
    notices.add('info', `Storm keeps no history: these are the current values, not those from ${rangeText}.`);
  }
}

function metadataResults(results: readonly SubstreamResult[]): readonly MetadataResult[] {
  return results.flatMap(({ target, metadata }) =>
    metadata === undefined ? [] : [{ name: nameOf(target), metadata }]
  );
}

function nameOf({ app, stream, substream }: Target): string {
  return `${app}/${stream}/${substream}`;
}

function table(query: SubstreamQuery, fetched: FetchedSubstreams, notices: Notices): Frame {
  const { results } = fetched;
  const rows = results.flatMap(({ substream, ...rest }) => (substream === null ? [] : [{ ...rest, substream }]));
  const substreamColumns = SUBSTREAM_COLUMN_NAMES.map((name) => {
    const cells = rows.map(({ substream }) => substream.leaves[name] ?? null);
    return frameColumn(name, SUBSTREAM_COLUMNS[name], cells);
  });
  const metadataColumns = (query.metadata ? METADATA_COLUMN_NAMES : []).map((name) => {
    const cells = rows.map((row) => (row.metadata?.ok ? (row.metadata.value.leaves[name] ?? null) : null));
    return frameColumn(name, METADATA_COLUMNS[name], cells);
  });
  const columns = [...identity(rows.map(({ target }) => target)), ...substreamColumns, ...metadataColumns];
  const meta = metaOf(fetched, notices, { typeVersion: [0, 0], preferredVisualisationType: 'table' });
  return frame(query.refId, meta, results.length === 0 ? [] : columns);
}

function numeric(query: SubstreamQuery, fetched: FetchedSubstreams, notices: Notices): Frame {
  const { results } = fetched;
  const numbers = results.map(({ substream }) =>
    substream === null ? null : splitGrade(substream.leaves, query.metric)
  );
  const columns = [
    ...identity(results.map(({ target }) => target)),
    frameColumn(query.metric, SUBSTREAM_COLUMNS[query.metric], numbers),
  ];
  return frame(
    query.refId,
    metaOf(fetched, notices, { type: 'numeric-long', typeVersion: [0, 1] }),
    results.length === 0 ? [] : columns
  );
}

function identity(targets: readonly Target[]): readonly Column[] {
  const columnOf = columnsOver(targets);
  return [
    columnOf('app', 'text', ({ app }) => app, { description: 'Application, as asked' }),
    columnOf('stream', 'text', ({ stream }) => stream, { description: 'Stream key, as asked' }),
    columnOf('substream', 'text', ({ substream }) => substream, { description: 'Substream, as asked' }),
  ];
}

function metaOf({ targets, results }: FetchedSubstreams, notices: Notices, meta: FrameMeta): FrameMeta {
  const merged = notices.merged();
  const executed = [
    ...targets.map((target) => `substream ${nameOf(target)}`),
    ...metadataResults(results).map(({ name }) => `metadata ${name}`),
  ];
  return {
    ...meta,
    ...(merged === undefined ? {} : { notices: merged }),
    ...(executed.length === 0 ? {} : { executedQueryString: executed.join('\n') }),
  };
}
