import type { Failure } from '../failure/failure';
import { instant, listed } from '../failure/words';
import { column, frame, type Column, type Frame, type FrameMeta } from '../frames/frame';
import { Notices } from '../frames/notices';
import { outcomeOf, type Outcomes } from '../outcomes';
import type { Context, QueryResult } from '../protocol';
import type { SubstreamQuery } from '../query/query';
import { GRADE_COLORS, gradedNumber } from './grades';
import { LEAVES, type Leaf, type LeafName } from './leaves';
import { substreamRequest, substreamTargets, type SubstreamTarget } from './requests';
import { LEAF_NAMES, type Substream } from './substream';

interface Read {
  readonly target: SubstreamTarget;
  /** Null where the server did not answer for it. */
  readonly substream: Substream | null;
}

/** Frames of a `substream` query. Fails with the first failure where every substream failed. */
export function assembleSubstreams(query: SubstreamQuery, context: Context, outcomes: Outcomes): QueryResult {
  const notices = new Notices();
  const failures: Failure[] = [];
  const targets = substreamTargets(query);
  const reads = targets.map((target): Read => {
    const outcome = outcomeOf(outcomes, substreamRequest(target));
    if (outcome?.ok && outcome.value.route === 'substream') {
      return { target, substream: outcome.value.substream };
    }
    if (outcome !== undefined && !outcome.ok) {
      failures.push(outcome.failure);
      notices.add('warning', outcome.failure.message);
    }
    return { target, substream: null };
  });
  const [first] = failures;
  if (first !== undefined && failures.length === targets.length) {
    return { ok: false, failure: first };
  }
  noteWhatWasRead(reads, context, notices);
  if (targets.length === 0) {
    notices.add('warning', 'The filters leave no substream to ask for.');
  }
  return {
    ok: true,
    value: [query.format === 'table' ? table(query, reads, notices) : numeric(query, reads, notices)],
  };
}

function noteWhatWasRead(reads: readonly Read[], context: Context, notices: Notices): void {
  for (const { target, substream } of reads) {
    const name = `${target.app}/${target.stream}/${target.substream}`;
    if (substream !== null && substream.unread.length > 0) {
      notices.add(
        'warning',
        `Storm sent ${listed(substream.unread)} of ${name} in a form that is not theirs, shown as null.`
      );
    }
    if (substream !== null && !substream.hasHealth) {
      notices.add('info', `Storm sent no health data for ${name}.`);
    }
  }
  if (context.range.to < context.now - SNAPSHOT_AGE || context.range.from > context.now) {
    const asked = `${instant(context.range.from)} to ${instant(context.range.to)}`;
    notices.add('info', `Storm keeps no history: this is how the substreams are now, not from ${asked}.`);
  }
}

/** A range that ended less than this many milliseconds ago still counts as one that ends now. */
const SNAPSHOT_AGE = 300_000;

function table(query: SubstreamQuery, reads: readonly Read[], notices: Notices): Frame {
  const rows = reads.flatMap(({ target, substream }) => (substream === null ? [] : [{ target, substream }]));
  const leaves = LEAF_NAMES.map((name) =>
    leafColumn(
      name,
      rows.map(({ substream }) => substream.leaves[name] ?? null)
    )
  );
  const columns = [...identity(rows.map(({ target }) => target)), ...leaves];
  const meta = metaOf(query, notices, { typeVersion: [0, 0], preferredVisualisationType: 'table' });
  return frame(query.refId, meta, reads.length === 0 ? [] : columns);
}

function numeric(query: SubstreamQuery, reads: readonly Read[], notices: Notices): Frame {
  const numbers = reads.map(({ substream }) =>
    substream === null ? null : gradedNumber(substream.leaves, query.metric)
  );
  const columns = [...identity(reads.map(({ target }) => target)), leafColumn(query.metric, numbers)];
  return frame(
    query.refId,
    metaOf(query, notices, { type: 'numeric-long', typeVersion: [0, 1] }),
    reads.length === 0 ? [] : columns
  );
}

function identity(targets: readonly SubstreamTarget[]): readonly Column[] {
  return [
    column(
      'app',
      'text',
      targets.map(({ app }) => app),
      { config: { description: 'Application, as asked' } }
    ),
    column(
      'stream',
      'text',
      targets.map(({ stream }) => stream),
      { config: { description: 'Stream key, as asked' } }
    ),
    column(
      'substream',
      'text',
      targets.map(({ substream }) => substream),
      { config: { description: 'Substream, as asked' } }
    ),
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

function metaOf(query: SubstreamQuery, notices: Notices, meta: FrameMeta): FrameMeta {
  const merged = notices.merged();
  const executed = substreamTargets(query).map(
    ({ app, stream, substream }) => `substream ${app}/${stream}/${substream}`
  );
  return {
    ...meta,
    ...(merged === undefined ? {} : { notices: merged }),
    ...(executed.length === 0 ? {} : { executedQueryString: executed.join('\n') }),
  };
}
