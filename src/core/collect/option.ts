import type { PartialResult } from '../failure/partialResult';
import { wasRead, type Paginated } from './pagination';

/** One thing to choose. */
export interface Option {
  /** The ID or name that a query takes. */
  readonly value: string;
  /** What a person knows it by. */
  readonly text: string;
  /** What tells it from others of the same text; may be empty. */
  readonly detail: string;
  /** When it was, milliseconds since the epoch. Texts hold no times: no host of the core knows the reader's zone. */
  readonly start?: number | null;
  readonly end?: number | null;
  /** What entries that are to be chosen together share. */
  readonly group?: string | null;
  /** What labels have of it beside its ID, as the name of a peer. */
  readonly name?: string | null;
}

/** What there is to choose from, as far as it could be read. */
export interface Options extends PartialResult {
  readonly options: readonly Option[];
}

/** The parts of one text, without those that are missing. */
export function joinDetails(...parts: ReadonlyArray<string | null>): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

/** What one list of `what` came to, in the plural. What was read before a page failed can still be chosen. */
export function partialResultOf(list: Paginated<unknown>, what: string): PartialResult {
  const { items, unread, isCut, failure } = list;
  return {
    failures: failure === null ? [] : [failure],
    read: wasRead(list) ? 1 : 0,
    warnings: [
      ...(isCut ? [`There are more ${what} than the first ${items.length}.`] : []),
      ...(unread > 0 ? [`${unread} entries of the list are not ${what} and are left out.`] : []),
    ],
  };
}
