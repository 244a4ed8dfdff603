import { asId, asNumber, asObject } from '../json';
import { parseJson } from '../parseJson';
import type { UpstreamRequest } from '../protocol';
import { entriesOf, wasRead, type Page, type Paginated } from '../collect/pagination';
import type { PartialResult } from '../failure/partialResult';

/** The most entries of a page; 100ms accepts 10 to 100. */
export const PER_PAGE = 100;

/**
 * Decodes a page `{limit, data, last}`; null if the text is not one. `data` may be null or missing on the last page.
 * The last page has fewer entries than its limit, or no `last`. Source: 100ms "Make API calls".
 */
export function decodePage<T>(
  text: string,
  { params }: Pick<UpstreamRequest, 'params'>,
  read: (entry: unknown) => T | null
): Page<T> | null {
  const document = asObject(parseJson(text));
  const isPage = 'data' in document || 'last' in document || 'limit' in document;
  return isPage ? pageOf(document.data, document.last, document.limit ?? Number(params.limit), read) : null;
}

/** Returns a page of entries; null if they are not a list. */
export function pageOf<T>(
  entries: unknown,
  cursor: unknown,
  limit: unknown,
  read: (entry: unknown) => T | null
): Page<T> | null {
  const list = entries ?? [];
  if (!Array.isArray(list)) {
    return null;
  }
  // Uses the limit of the response, since a server may allow less than was requested.
  const allowed = asNumber(limit) ?? 0;
  const isFull = list.length >= Math.min(PER_PAGE, allowed > 0 ? allowed : PER_PAGE);
  return { ...entriesOf(list, read), next: isFull ? asId(cursor) : null };
}

/** What was read of several lists together. */
export interface JoinedLists<T> extends PartialResult {
  readonly items: readonly T[];
  /** Whether there are more entries than were read. */
  readonly isTruncated: boolean;
  /** How many listed entries could not be read. */
  readonly skipped: number;
  /** False while a list is not fetched yet. */
  readonly isComplete: boolean;
}

/** Joins lists. `noun` is what they list, in the plural, such as `rooms`. */
export function joinLists<T>(lists: ReadonlyArray<Paginated<T>>, noun: string): JoinedLists<T> {
  const skipped = lists.reduce((sum, list) => sum + list.skipped, 0);
  return {
    items: lists.flatMap(({ items }) => items),
    isTruncated: lists.some(({ isTruncated }) => isTruncated),
    skipped,
    isComplete: lists.every(({ isComplete }) => isComplete),
    failures: lists.flatMap(({ failure }) => failure ?? []),
    readCount: lists.filter(wasRead).length,
    warnings: skipped > 0 ? [`100ms listed ${skipped} entries that are no ${noun}; they are left out.`] : [],
  };
}
