import type { Requests } from '../../requestCollector';
import { journalRequest, type SubstreamTarget } from '../requests';
import { columnsOver, FULL_TIME, WIDE, type Column } from '../../frames/frame';
import { tableOf } from '../../frames/table';
import { lastBy } from '../../collect/lastBy';
import { isBeforeRange, paginate, wasRead } from '../../collect/pagination';
import type { Context, QueryResult } from '../../protocol';
import type { JournalQuery } from '../../query/types/journal';
import type { JournalEntry } from './journalEntry';

/** The most lines requested of one journal. */
const MAX_ENTRIES = 1_000;

/**
 * Requests the journals of the substreams, and returns a function that builds a table of their lines inside the range.
 * It fails if no journal could be read.
 */
export function collectJournal(query: JournalQuery, context: Context, requests: Requests): () => QueryResult {
  const { range } = context;
  const journals = targetsOf(query).map((target) => ({
    where: `${target.app}/${target.stream}/${target.substream}`,
    ...paginate(journalRequest(target), (page) => requests.outcome(page), {
      max: MAX_ENTRIES,
      stopAfter: isBeforeRange(range.from),
    }),
  }));
  return () => {
    const failures = journals.flatMap(({ failure }) => failure ?? []);
    const warnings = journals.flatMap(({ where, isTruncated, skipped }) => [
      ...(isTruncated ? [`The journal of ${where} has more than ${MAX_ENTRIES} lines: the rest is left out.`] : []),
      ...(skipped > 0 ? [`The journal of ${where} has ${skipped} lines without a date; they are left out.`] : []),
    ]);
    // A line that moves to the next page between two requests comes twice.
    const lines = journals
      .flatMap(({ where, items }) => lastBy(items, ({ id }, i) => id ?? i).map((entry) => ({ ...entry, where })))
      .filter(({ time }) => time >= range.from && time <= range.to)
      .sort((one, other) => one.time - other.time);
    const parts = { failures, readCount: journals.filter(wasRead).length, warnings };
    return tableOf(query.refId, parts, lines, columnsOf, 'The journal has no line within the range.');
  };
}

function targetsOf({ app, streamKey, substream }: JournalQuery): readonly SubstreamTarget[] {
  return app.flatMap((one) =>
    streamKey.flatMap((stream) => substream.map((name) => ({ app: one, stream, substream: name })))
  );
}

/** The names are those that Grafana reads from annotations. */
function columnsOf(lines: ReadonlyArray<JournalEntry & { readonly where: string }>): readonly Column[] {
  const columnOf = columnsOver(lines);
  return [
    columnOf('time', 'time', ({ time }) => time, { custom: FULL_TIME }),
    columnOf('title', 'text', ({ message }) => message, { custom: WIDE }),
    columnOf('text', 'text', ({ where, thread }) => (thread === null ? where : `${where} · ${thread}`), {
      custom: { minWidth: 220 },
    }),
    columnOf('tags', 'text', ({ state }) => state?.replaceAll(',', ' ') ?? ''),
  ];
}
