import type { Requests } from '../requestCollector';
import { metadataRequest, metricRequest, substreamRequest, type SubstreamTarget } from './requests';
import { groupBy } from '../collect/groupBy';
import type { Failure } from '../failure/failure';
import { joinList } from '../failure/text';
import { column, type Column, WIDE } from '../frames/frame';
import type { Notices } from '../frames/notices';
import { compareNumbers } from '../measurements/numberRange';
import { SUBSTREAM_COLUMNS, SUBSTREAM_METRIC_COLUMNS } from '../measurements/stormColumns';
import type { Context, Outcome, QueryResult, UpstreamRequest } from '../protocol';
import type { SubstreamQuery } from '../query/types/substream';
import { addReadNotices } from './document';
import { bitrateColumns, documentColumns, targetColumns } from './frameColumn';
import { METADATA_COLUMNS, type Metadata } from './metadata';
import { metricValue, withoutUnjudged } from './metricValue';
import { resolveSubstreams, type Selection, type Target } from './resolveSubstreams';
import { metricColumn, snapshotResult, type Snapshot } from './snapshotResult';
import type { Substream } from './substream';
import { verdictOn } from './verdict';

interface SubstreamSnapshot extends Snapshot<Target, Substream> {
  /** Undefined if it was not requested. */
  readonly metadata: Outcome<Metadata> | undefined;
}

const NAMES = ['app', 'stream', 'substream'] as const;

/**
 * Requests what a `substream` query needs, and returns a function that builds its frames. They fail with the first
 * failure if every substream failed.
 */
export function collectSubstreams(query: SubstreamQuery, context: Context, requests: Requests): () => QueryResult {
  const { planned, warnings, failed: unlisted } = planOf(query, context, requests);
  const known = planned.map(({ target, request }): SubstreamSnapshot => {
    const outcome = requests.outcome(request);
    // Only for substreams that responded: a failed one is reported once, and a server that is down does not get twice
    // the requests.
    const metadata = query.metadata && outcome?.ok === true ? requests.outcome(metadataRequest(target)) : undefined;
    // Not by `snapshotOf`: the Go host's engine takes as long for an object as for the rest of this function.
    const failure = outcome?.ok === false ? outcome.failure : null;
    return { target, document: outcome?.ok ? outcome.value : null, failure, metadata };
  });
  return () => {
    const unknown = unlisted.map((part): SubstreamSnapshot => ({ ...part, document: null, metadata: undefined }));
    // `concat` and `filter`: the Go host's engine makes an object for each item that it spreads.
    const results = known.concat(unknown);
    const failed = unknown.concat(known).filter(({ failure }) => failure !== null);
    const executed = planned
      .map(({ target }) => `substream ${describeTarget(target)}`)
      .concat(
        known.filter(({ metadata }) => metadata !== undefined).map(({ target }) => `metadata ${describeTarget(target)}`)
      );
    const columns = () => (query.format === 'table' ? tableColumns(query, results) : numericColumns(query, results));
    const fetched = { failed, warnings, count: results.length, executed, excluded: 'every substream' };
    return snapshotResult(query, context, fetched, columns, (notices) => addNotices(results, notices));
  };
}

/** The substreams that a query reads, each with the request for its document. */
interface Plan extends Omit<Selection, 'targets'> {
  readonly planned: ReadonlyArray<{
    readonly target: SubstreamTarget;
    readonly request: UpstreamRequest<'substream'>;
  }>;
}

/** The plans of queries that name their substreams: no response changes them. */
const plans = new WeakMap<SubstreamQuery, Plan>();

function planOf(query: SubstreamQuery, context: Context, requests: Requests): Plan {
  const known = plans.get(query);
  if (known !== undefined) {
    return known;
  }
  const { targets, warnings, failed } = resolveSubstreams(query, context, requests);
  const requestFor = (target: SubstreamTarget) =>
    query.format === 'numeric' ? metricRequest(target, query.metric) : substreamRequest(target);
  const plan = { planned: targets.map((target) => ({ target, request: requestFor(target) })), warnings, failed };
  if (query.streamKeys.length > 0 && query.substreams.length > 0) {
    plans.set(query, plan);
  }
  return plan;
}

function addNotices(results: readonly SubstreamSnapshot[], notices: Notices): void {
  results.forEach(({ target, document }) => {
    addReadNotices(document, SUBSTREAM_COLUMNS, describeTarget(target), notices);
    if (document?.hasHealth === false) {
      notices.inform(`Storm sent no health data for ${describeTarget(target)}.`);
    }
  });
  const failed: Array<{ readonly target: Target; readonly failure: Failure }> = [];
  results.forEach(({ target, metadata }) => {
    if (metadata?.ok === true) {
      addReadNotices(metadata.value, METADATA_COLUMNS, `the metadata of ${describeTarget(target)}`, notices);
    } else if (metadata !== undefined) {
      failed.push({ target, failure: metadata.failure });
    }
  });
  // If a permission is missing, it is missing for all substreams, and one notice is enough.
  groupBy(failed, ({ failure }) => failure.status).forEach((group) => {
    const names = joinList(group.map(({ target }) => describeTarget(target)));
    notices.inform(`Codec and resolution of ${names} are missing: ${group[0]?.failure.message ?? ''}`);
  });
}

function describeTarget({ app, stream, substream }: Target): string {
  return `${app}/${stream}/${substream}`;
}

function tableColumns(query: SubstreamQuery, results: readonly SubstreamSnapshot[]): readonly Column[] {
  const read = results.flatMap(({ document, ...rest }) => (document === null ? [] : [{ ...rest, document }]));
  const rows = query.verdict ? read.sort((one, other) => compareHealth(one.document, other.document)) : read;
  const documents = rows.map(({ document: { values } }) => ({
    values: query.verdict ? withoutUnjudged(values) : values,
  }));
  const metadata = rows.map((row) => (row.metadata?.ok ? row.metadata.value : null));
  const verdicts = documents.map(({ values }) => verdictOn(values));
  const config = { description: "How it is by Storm's own grades, and why", custom: WIDE };
  return [
    ...targetColumns(rows, NAMES),
    ...(query.verdict ? [column('verdict', 'text', verdicts, { config })] : []),
    ...documentColumns(SUBSTREAM_COLUMNS, documents),
    ...bitrateColumns(documents),
    ...(query.metadata ? documentColumns(METADATA_COLUMNS, metadata) : []),
  ];
}

/** Sorts what is least healthy first, and last what was not judged. */
function compareHealth({ values: one }: Substream, { values: other }: Substream): number {
  return compareNumbers(metricValue(one, 'healthScore'), metricValue(other, 'healthScore'));
}

function numericColumns({ metric }: SubstreamQuery, results: readonly SubstreamSnapshot[]): readonly Column[] {
  return [...targetColumns(results, NAMES), metricColumn(metric, SUBSTREAM_METRIC_COLUMNS[metric], results)];
}
