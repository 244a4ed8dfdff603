import type { Failure } from '../failure/failure';
import { repeatedPageFailure } from '../failure/upstreamError';
import { truncateUnits } from '../failure/text';
import { asArray } from '../json';
import { requestOf, type Outcome, type Route, type UpstreamRequest } from '../protocol';

/** One page of a list, decoded. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many entries could not be read. */
  readonly skipped: number;
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Present if the page has more entries than are read. */
  readonly isTruncated?: true;
}

/** The most entries read of one page. Requests ask for 100. */
const MAX_ENTRIES = 1_000;

/** Reads the entries of a page, and counts those that cannot be read. */
export function entriesOf<T>(list: unknown, read: (entry: unknown) => T | null): Omit<Page<T>, 'next'> {
  const all = asArray(list);
  const entries = all.slice(0, MAX_ENTRIES).map(read);
  const items = entries.filter((entry) => entry !== null);
  const rest = all.length > MAX_ENTRIES ? ({ isTruncated: true } as const) : {};
  return { items, skipped: entries.length - items.length, ...rest };
}

/** The query parameters of a list: the cursor, and how many entries a page has. */
interface PageParams {
  readonly cursor: 'start' | 'page';
  readonly size: 'limit' | 'rowsPerPage';
  /** Whether entries have no identity, so that two pages may be equal. */
  readonly hasEqualPages?: true;
}

const BY_CURSOR: PageParams = { cursor: 'start', size: 'limit' };
const BY_NUMBER: PageParams = { cursor: 'page', size: 'rowsPerPage' };
const PAGE_PARAMS = {
  sessions: BY_CURSOR,
  rooms: BY_CURSOR,
  events: BY_CURSOR,
  recordings: BY_CURSOR,
  streams: BY_NUMBER,
  applications: BY_NUMBER,
  journal: BY_NUMBER,
  viewers: { ...BY_NUMBER, hasEqualPages: true },
} as const satisfies Partial<Record<Route, PageParams>>;
type ListRoute = keyof typeof PAGE_PARAMS;

/** The part of a list that is read so far. */
export interface Paginated<T> {
  readonly items: readonly T[];
  readonly skipped: number;
  /** Whether the list has more entries than were wanted. */
  readonly isTruncated: boolean;
  /** Why reading stopped early: a page failed, or came a second time. The entries read before still count. */
  readonly failure: Failure | null;
  /** False while a page is not fetched yet. */
  readonly isComplete: boolean;
}

/** The most pages requested of one list, and the most of fewer entries than usual. */
const MAX_PAGES = 20;
const MAX_SMALL_PAGES = 200;
/** The most entries read of one list: a server may send more than were asked for. */
const MAX_LISTED = MAX_PAGES * MAX_ENTRIES;

/** When to stop before the list ends. */
interface Until<T> {
  /** How many entries are wanted; all by default. */
  readonly max?: number;
  /** Whether the entries read so far are all that is wanted. Called once for each page, in order. */
  readonly stopAfter?: (page: readonly T[]) => boolean;
}

/**
 * Reads the pages of a list from its first request on, until the list ends, a page fails, or enough is read. A cursor
 * or page that comes a second time is a failure too: a server with wrong cursors would otherwise be requested forever,
 * or its missing entries would go unnoticed. A page that is too large is requested again with a tenth of the entries. A
 * server may refuse so few; then the page is still too large.
 */
export function paginate<R extends ListRoute, T>(
  first: UpstreamRequest<R>,
  read: (page: UpstreamRequest<R>) => Outcome<Page<T>> | undefined,
  { max = Infinity, stopAfter = () => false }: Until<T> = {}
): Paginated<T> {
  const items: T[] = [];
  const { cursor, size, hasEqualPages }: PageParams = PAGE_PARAMS[first.projection];
  const cursors = new Set<string>([first.params[cursor] ?? '']);
  let skipped = 0;
  let request = first;
  let maxPages = MAX_PAGES;
  let before: readonly T[] = [];
  let tooLarge: Failure | null = null;
  const finished = (isTruncated: boolean, failure: Failure | null): Paginated<T> => ({
    items,
    skipped,
    isTruncated,
    failure: failure === null ? null : missingEntries(failure, items.length + skipped),
    isComplete: true,
  });
  for (let pageCount = 1; ; pageCount++) {
    const outcome = read(request);
    if (outcome === undefined) {
      return { items, skipped, isTruncated: false, failure: null, isComplete: false };
    }
    const smaller = outcome.ok || outcome.failure.fault !== 'tooLarge' ? null : smallerPage(request, { cursor, size });
    if (smaller !== null && !outcome.ok) {
      tooLarge = outcome.failure;
      request = smaller;
      maxPages = MAX_SMALL_PAGES;
      cursors.add(request.params[cursor] ?? '');
      continue;
    }
    if (!outcome.ok) {
      return finished(false, outcome.failure.status === 400 ? (tooLarge ?? outcome.failure) : outcome.failure);
    }
    const page = outcome.value;
    if (hasEqualPages !== true && isRepeated(page.items, before)) {
      return finished(false, repeatedPageFailure(first));
    }
    page.items.forEach((item) => items.push(item));
    skipped += page.skipped;
    if (page.isTruncated === true) {
      return finished(true, null);
    }
    if (page.next === null || stopAfter(page.items)) {
      return finished(false, null);
    }
    if (items.length >= Math.min(max, MAX_LISTED) || pageCount >= maxPages) {
      return finished(true, null);
    }
    if (cursors.has(page.next)) {
      return finished(false, repeatedPageFailure(first));
    }
    cursors.add(page.next);
    before = page.items;
    request = requestOf(first.projection, { ...request.params, [cursor]: page.next });
  }
}

/** Returns the request for the first tenth of a page; null if it has a single entry. */
function smallerPage<R extends ListRoute>(
  { projection, params }: UpstreamRequest<R>,
  { cursor, size }: PageParams
): UpstreamRequest<R> | null {
  const entries = Number(params[size]);
  if (!(entries > 1)) {
    return null;
  }
  const fewer = Math.ceil(entries / 10);
  const page = String(((Number(params.page) - 1) * entries) / fewer + 1);
  return requestOf(projection, { ...params, ...(cursor === 'page' ? { page } : {}), [size]: String(fewer) });
}

/** Whether any part of a list was read. */
export function wasRead({ items, failure }: Paginated<unknown>): boolean {
  return failure === null || items.length > 0;
}

/** Adds to a failure how much of the list was read before it. */
function missingEntries(failure: Failure, entries: number): Failure {
  return entries === 0
    ? failure
    : {
        ...failure,
        message: `${truncateUnits(failure.message, 850)} The list may be incomplete: it was read up to entry ${entries}.`,
      };
}

const repeats = new WeakMap<object, { readonly before: object; readonly isRepeat: boolean }>();

/**
 * Whether a page repeats the entries of the page before. Pages without a readable entry cannot be compared. Each step
 * of a query reads all pages again, so two pages are compared once.
 */
function isRepeated<T>(page: readonly T[], before: readonly T[]): boolean {
  const known = repeats.get(page);
  if (known?.before === before) {
    return known.isRepeat;
  }
  const isRepeat =
    page.length > 0 &&
    page.length === before.length &&
    page.every((entry, i) => JSON.stringify(entry) === JSON.stringify(before[i]));
  repeats.set(page, { before, isRepeat });
  return isRepeat;
}

/**
 * Returns whether a list that is sorted newest first has reached entries before an instant. It is given page by page.
 */
export function isBeforeRange(instant: number): (page: ReadonlyArray<{ readonly time: number }>) => boolean {
  let [isNewestFirst, last, count] = [true, Infinity, 0];
  return (page) => {
    count += page.length;
    for (const { time } of page) {
      isNewestFirst &&= time <= last;
      last = time;
    }
    return count > 1 && isNewestFirst && last < instant;
  };
}
