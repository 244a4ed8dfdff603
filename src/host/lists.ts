import { dateTimeFormat } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { Frame } from '../core';
import { bounded } from '../core/failure/text';

/** One thing to choose, as a `list` query tells it. */
export interface Listed {
  /** What a query takes. */
  readonly value: string;
  readonly text: string;
  readonly detail: string;
  /** Milliseconds since the epoch. */
  readonly start: number | null;
  readonly end: number | null;
  /** What entries that are to be chosen together share. */
  readonly group: string | null;
  /** What labels have of it beside its ID: the name of a peer. Null where there is none. */
  readonly name: string | null;
}

/** What there is to choose from, and what a person should know of it: that it is cut, empty, or why it failed. Empty where all is well. */
export interface Choices {
  readonly entries: readonly Listed[];
  readonly hint: string;
}

/** The most characters of a hint, so that it stays below 1,000 with what a field says beside it. */
const LONGEST_HINT = 900;

/** The frame of a `list` query as what it lists. */
export function choicesIn(frames: readonly Frame[]): Choices {
  const [frame] = frames;
  const hint = bounded(frame?.schema.meta.notices?.map(({ text }) => text).join(' ') ?? '', LONGEST_HINT);
  const columns = new Map(frame?.schema.fields.map(({ name }, i) => [name, frame.data.values[i] ?? []]));
  const textAt = (name: string, row: number): string => String(columns.get(name)?.[row] ?? '');
  const timeAt = (name: string, row: number): number | null => {
    const time = columns.get(name)?.[row];
    return typeof time === 'number' ? time : null;
  };
  const entries = (columns.get('value') ?? []).map((value, row) => ({
    value: String(value),
    text: textAt('text', row),
    detail: textAt('detail', row),
    start: timeAt('start', row),
    end: timeAt('end', row),
    group: textAt('group', row) || null,
    name: textAt('name', row) || null,
  }));
  return { entries, hint };
}

/** When an entry was, in the reader's zone: `2026-11-22 16:40 – 16:52`. Empty where it has no time. */
export function whenWas({ start, end }: Pick<Listed, 'start' | 'end'>, timeZone?: TimeZone): string {
  if (start === null) {
    return '';
  }
  const from = dateTimeFormat(start, { timeZone, format: 'YYYY-MM-DD HH:mm' });
  return end === null ? from : `${from} – ${dateTimeFormat(end, { timeZone, format: 'HH:mm' })}`;
}

/** Options whose texts repeat, told apart by their values. */
export function distinct<Option extends { readonly text: string; readonly value: string }>(
  options: readonly Option[]
): Option[] {
  const counts = new Map<string, number>();
  for (const { text } of options) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return options.map((option) =>
    (counts.get(option.text) ?? 0) > 1 ? { ...option, text: `${option.text} · ${option.value}` } : option
  );
}
