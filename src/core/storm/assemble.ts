import type { Asking } from '../asking';
import { failureOfAll } from '../failure/parts';
import { instant, listed } from '../failure/words';
import { column, columnsOver, frame, type Column, type Frame, type FrameMeta } from '../frames/frame';
import { Notices } from '../frames/notices';
import type { Context, QueryResult } from '../protocol';
import type { SubstreamQuery } from '../query/types/substream';
import { GRADE_COLORS, gradedNumber } from './grades';
import { LEAVES, type Leaf, type LeafName } from './leaves';
import { metricRequest, substreamRequest } from './requests';
import { selectSubstreams, type PartTarget, type Selection } from './select';
import { LEAF_NAMES, type Substream } from './substream';

interface Read {
  readonly target: PartTarget;
  /** Null where the server did not answer for it. */
  readonly substream: Substream | null;
}

/** What a query's substreams came to. */
interface Gathered extends Selection {
  readonly reads: readonly Read[];
}

/** Gathers what a `substream` query needs. Its frames fail with the first failure where every substream failed. */
export function prepareSubstreams(query: SubstreamQuery, context: Context, asking: Asking): () => QueryResult {
  const selection = selectSubstreams(query, context, asking);
  const failed = [...selection.failed];
  const reads = selection.targets.map((target): Read => {
    const outcome = asking.for(
      query.format === 'numeric' ? metricRequest(target, query.metric) : substreamRequest(target)
    );
    if (outcome !== undefined && !outcome.ok) {
      failed.push({ target, failure: outcome.failure });
    }
    return { target, substream: outcome?.ok ? outcome.value : null };
  });
  const unknown = selection.failed.map(({ target }) => ({ target, substream: null }));
  return () => assembleSubstreams(query, context, { ...selection, failed, reads: [...reads, ...unknown] });
}

function assembleSubstreams(query: SubstreamQuery, context: Context, gathered: Gathered): QueryResult {
  const notices = new Notices();
  const { reads, failed, warnings } = gathered;
  const failure = failureOfAll(query.format, failed, reads.length - failed.length);
  if (failure !== null) {
    return { ok: false, failure };
  }
  for (const warning of [...failed.map(({ failure }) => failure.message), ...warnings]) {
    notices.add('warning', warning);
  }
  noteWhatWasRead(reads, context, notices);
  if (reads.length === 0 && warnings.length === 0) {
    notices.add('warning', 'The filters leave no substream to ask for.');
  }
  const build = query.format === 'table' ? table : numeric;
  return { ok: true, value: [build(query, gathered, notices)] };
}

function noteWhatWasRead(reads: readonly Read[], context: Context, notices: Notices): void {
  reads.forEach(({ target, substream }) => {
    if (substream !== null && substream.unread.length > 0) {
      notices.add(
        'warning',
        `Storm sent ${listed(substream.unread)} of ${nameOf(target)} in a form that is not theirs, shown as null.`
      );
    }
    if (substream !== null && !substream.hasHealth) {
      notices.add('info', `Storm sent no health data for ${nameOf(target)}.`);
    }
  });
  if (context.range.to < context.now - SNAPSHOT_AGE || context.range.from > context.now) {
    const asked = `${instant(context.range.from)} to ${instant(context.range.to)}`;
    notices.add('info', `Storm keeps no history: this is how the substreams are now, not from ${asked}.`);
  }
}

function nameOf({ app, stream, substream }: PartTarget): string {
  return `${app}/${stream}/${substream}`;
}

/** A range that ended less than this many milliseconds ago still counts as one that ends now. */
const SNAPSHOT_AGE = 300_000;

function table(query: SubstreamQuery, { reads, targets }: Gathered, notices: Notices): Frame {
  const rows = reads.flatMap(({ target, substream }) => (substream === null ? [] : [{ target, substream }]));
  const leaves = LEAF_NAMES.map((name) =>
    leafColumn(
      name,
      rows.map(({ substream }) => substream.leaves[name] ?? null)
    )
  );
  const columns = [...identity(rows.map(({ target }) => target)), ...leaves];
  const meta = metaOf(targets, notices, { typeVersion: [0, 0], preferredVisualisationType: 'table' });
  return frame(query.refId, meta, reads.length === 0 ? [] : columns);
}

function numeric(query: SubstreamQuery, { reads, targets }: Gathered, notices: Notices): Frame {
  const numbers = reads.map(({ substream }) =>
    substream === null ? null : gradedNumber(substream.leaves, query.metric)
  );
  const columns = [...identity(reads.map(({ target }) => target)), leafColumn(query.metric, numbers)];
  return frame(
    query.refId,
    metaOf(targets, notices, { type: 'numeric-long', typeVersion: [0, 1] }),
    reads.length === 0 ? [] : columns
  );
}

function identity(targets: readonly PartTarget[]): readonly Column[] {
  const of = columnsOver(targets);
  return [
    of('app', 'text', ({ app }) => app, { description: 'Application, as asked' }),
    of('stream', 'text', ({ stream }) => stream, { description: 'Stream key, as asked' }),
    of('substream', 'text', ({ substream }) => substream, { description: 'Substream, as asked' }),
  ];
}

const GRADE_MAPPINGS = [
  {
    type: 'value',
    // From 1: the Go SDK drops an index of 0.
    options: Object.fromEntries(
      Object.entries(GRADE_COLORS).map(([grade, color], i) => [grade, { color, index: i + 1 }])
    ),
  },
] as const;

function leafColumn(name: LeafName, cells: ReadonlyArray<string | number | boolean | null>): Column {
  const { type, config }: Leaf = LEAVES[name];
  if (type === 'grade') {
    return column(name, 'text', cells, {
      config: { ...config, mappings: GRADE_MAPPINGS, custom: { cellOptions: { type: 'color-text' } } },
    });
  }
  return column(name, type === 'time' ? 'nullableTime' : type, cells, { config });
}

function metaOf(targets: Selection['targets'], notices: Notices, meta: FrameMeta): FrameMeta {
  const merged = notices.merged();
  const executed = targets.map((target) => `substream ${nameOf(target)}`);
  return {
    ...meta,
    ...(merged === undefined ? {} : { notices: merged }),
    ...(executed.length === 0 ? {} : { executedQueryString: executed.join('\n') }),
  };
}
