import { metadataRequest, metricRequest, type StormRequests, substreamRequest } from './requests';
import type { Failure } from '../failure/failure';
import { column, columnsOver, type Column, WIDE } from '../frames/frame';
import type { Notices } from '../frames/notices';
import type { Context, Outcome, QueryResult } from '../protocol';
import type { SubstreamQuery } from '../query/types/substream';
import { hasGrade, metricValue, metricWithout } from './metricValue';
import { frameColumn } from './frameColumn';
import { addReadNotices } from './readColumns';
import { SUBSTREAM_COLUMNS, SUBSTREAM_METRIC_COLUMNS } from '../measurements/substreamColumns';
import { METADATA_COLUMN_NAMES, METADATA_COLUMNS } from './metadata/columns';
import type { Metadata } from './metadata/metadata';
import { addMetadataNotices, type MetadataResult } from './metadata/notices';
import { resolveSubstreams, type Target } from './resolveSubstreams';
import { snapshotResult } from './snapshotResult';
import { SUBSTREAM_COLUMN_NAMES, type Substream } from './substream';
import { verdictOn } from './verdict';

interface SubstreamResult {
  readonly target: Target;
  /** Null if the server sent no document. */
  readonly substream: Substream | null;
  /** Why there is none. */
  readonly failure: Failure | null;
  /** Undefined if it was not requested. */
  readonly metadata: Outcome<Metadata> | undefined;
}

/**
 * Requests what a `substream` query needs, and returns a function that builds its frames. They fail with the first
 * failure if every substream failed.
 */
export function collectSubstreams(query: SubstreamQuery, context: Context, requests: StormRequests): () => QueryResult {
  const { targets, warnings, failed: unlisted } = resolveSubstreams(query, context, requests);
  const known = targets.map((target): SubstreamResult => {
    const outcome = requests.outcome(
      query.format === 'numeric' ? metricRequest(target, query.metric) : substreamRequest(target)
    );
    const failure = outcome?.ok === false ? outcome.failure : null;
    const substream = outcome?.ok ? outcome.value : null;
    // Only for substreams that responded: a failed one is reported once, and a server that is down does not get twice
    // the requests.
    const metadata = query.metadata && substream !== null ? requests.outcome(metadataRequest(target)) : undefined;
    return { target, substream, failure, metadata };
  });
  const unknown = unlisted.map((part): SubstreamResult => ({ ...part, substream: null, metadata: undefined }));
  // `concat` and `filter`: the Go host's engine makes an object for each item that it spreads.
  const results = known.concat(unknown);
  const failed = unknown.concat(known).filter(({ failure }) => failure !== null);
  return () => {
    const executed = targets
      .map((target) => `substream ${nameOf(target)}`)
      .concat(metadataResults(results).map(({ name }) => `metadata ${name}`));
    const columns = () => (query.format === 'table' ? tableColumns(query, results) : numericColumns(query, results));
    const fetched = { failed, warnings, count: results.length, executed, excluded: 'every substream' };
    return snapshotResult(query, context, fetched, columns, (notices) => addNotices(results, notices));
  };
}

function addNotices(results: readonly SubstreamResult[], notices: Notices): void {
  results.forEach(({ target, substream }) => {
    if (substream !== null) {
      addReadNotices(substream, SUBSTREAM_COLUMNS, nameOf(target), notices);
    }
    if (substream !== null && !substream.hasHealth) {
      notices.add('info', `Storm sent no health data for ${nameOf(target)}.`);
    }
  });
  addMetadataNotices(metadataResults(results), notices);
}

function metadataResults(results: readonly SubstreamResult[]): readonly MetadataResult[] {
  return results
    .filter(({ metadata }) => metadata !== undefined)
    .flatMap(({ target, metadata }) => (metadata === undefined ? [] : [{ name: nameOf(target), metadata }]));
}

function nameOf({ app, stream, substream }: Target): string {
  return `${app}/${stream}/${substream}`;
}

function tableColumns(query: SubstreamQuery, results: readonly SubstreamResult[]): readonly Column[] {
  const read = results.flatMap(({ substream, ...rest }) => (substream === null ? [] : [{ ...rest, substream }]));
  const rows = query.verdict ? read.sort((one, other) => compareHealth(one.substream, other.substream)) : read;
  const substreamColumns = SUBSTREAM_COLUMN_NAMES.map((name) => {
    const isJudged = query.verdict && hasGrade(name);
    const cells = rows.map(({ substream: { leaves } }) =>
      isJudged ? metricValue(leaves, name) : (leaves[name] ?? null)
    );
    return frameColumn(name, SUBSTREAM_COLUMNS[name], cells);
  });
  const metadataColumns = (query.metadata ? METADATA_COLUMN_NAMES : []).map((name) => {
    const cells = rows.map((row) => (row.metadata?.ok ? (row.metadata.value.leaves[name] ?? null) : null));
    return frameColumn(name, METADATA_COLUMNS[name], cells);
  });
  const verdicts = rows.map(({ substream }) => verdictOn(substream.leaves));
  const config = { description: "How it is by Storm's own grades, and why", custom: WIDE };
  return [
    ...identity(rows.map(({ target }) => target)),
    ...(query.verdict ? [column('verdict', 'text', verdicts, { config })] : []),
    ...substreamColumns,
    ...metadataColumns,
  ];
}

/** Sorts what is least healthy first, and last what was not judged. */
function compareHealth(one: Substream, other: Substream): number {
  const [health, otherHealth] = [metricValue(one.leaves, 'healthScore'), metricValue(other.leaves, 'healthScore')];
  return health === null || otherHealth === null
    ? Number(health === null) - Number(otherHealth === null)
    : health - otherHealth;
}

function numericColumns({ metric }: SubstreamQuery, results: readonly SubstreamResult[]): readonly Column[] {
  const numbers = results.map(({ target, substream, failure }) =>
    substream === null ? metricWithout(target.stream, failure, metric) : metricValue(substream.leaves, metric)
  );
  return [
    ...identity(results.map(({ target }) => target)),
    frameColumn(metric, SUBSTREAM_METRIC_COLUMNS[metric], numbers),
  ];
}

function identity(targets: readonly Target[]): readonly Column[] {
  const columnOf = columnsOver(targets);
  return [
    columnOf('app', 'text', ({ app }) => app, { description: 'Application, as asked' }),
    columnOf('stream', 'text', ({ stream }) => stream, { description: 'Stream key, as asked' }),
    columnOf('substream', 'text', ({ substream }) => substream, { description: 'Substream, as asked' }),
  ];
}
