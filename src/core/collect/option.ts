import type { PartialResult } from '../failure/partialResult';
import { wasRead, type Paginated } from './pagination';

/** One thing to choose. */
export interface Option {
  /** The ID or name that a query takes. */
  readonly value: string;
  /** The text that people recognize it by. */
  readonly text: string;
  /** Distinguishes options with the same text; may be empty. */
  readonly detail: string;
  /** Milliseconds since the epoch. Texts contain no times, because the core does not know the reader's time zone. */
  readonly start?: number | null;
  readonly end?: number | null;
  /** Shared by options that are chosen together. */
  readonly group?: string | null;
  /** What labels contain beside the ID, such as the name of a peer. */
  readonly name?: string | null;
}

/** The options of a list, as far as they could be read. */
export interface Options extends PartialResult {
  readonly options: readonly Option[];
}

/** Joins the parts of a text, without the missing ones. */
export function joinDetails(...parts: ReadonlyArray<string | null | undefined>): string {
  return parts.filter(Boolean).join(' · ');
}

/**
 * Returns how much of a list was read; `what` is its plural name. Options read before a page failed can still be
 * chosen.
 */
export function partialResultOf(list: Paginated<unknown>, what: string): PartialResult {
  const { items, skipped, isTruncated, failure } = list;
  return {
    failures: failure === null ? [] : [failure],
    readCount: wasRead(list) ? 1 : 0,
    warnings: [
      ...(isTruncated ? [`There are more ${what} than the first ${items.length}.`] : []),
      ...(skipped > 0 ? [`${skipped} entries of the list are not ${what} and are left out.`] : []),
    ],
  };
}
