import type { Failure } from '../failure/failure';
import { goesBack } from '../failure/upstreamError';
import { truncateUnits } from '../failure/text';
import { asArray } from '../json';
import { requestOf, type Outcome, type Route, type UpstreamRequest } from '../protocol';

/** One page of a list, decoded. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Entries that could not be read. */
  readonly unread: number;
  /** What the next page is asked by; null on the last. */
  readonly next: string | null;
  /** There where the page has more entries than are read. */
  readonly isCut?: true;
}

/** How many entries of a page are read; it is asked for with a hundred. */
const MAX_ENTRIES = 1_000;

/** The entries of a page that can be read, and how many cannot. */
export function entriesOf<T>(list: unknown, read: (entry: unknown) => T | null): Omit<Page<T>, 'next'> {
  const all = asArray(list);
  const entries = all.slice(0, MAX_ENTRIES).map(read);
  const items = entries.filter((entry) => entry !== null);
  const cut = all.length > MAX_ENTRIES ? ({ isCut: true } as const) : {};
  return { items, unread: entries.length - items.length, ...cut };
}

/** How a service counts through its pages: the parameter that the cursor stands in. */
const CURSOR = {
  sessions: 'start',
  rooms: 'start',
  events: 'start',
  streams: 'page',
  applications: 'page',
  journal: 'page',
} as const satisfies Partial<Record<Route, string>>;
export type ListRoute = keyof typeof CURSOR;

/** What is known of a list so far. */
export interface Paginated<T> {
  readonly items: readonly T[];
  readonly unread: number;
  /** Whether there was more than was wanted. */
  readonly isCut: boolean;
  /** What ended the walk before the list did: a page that failed, or one that comes again. What was read before still counts. */
  readonly failure: Failure | null;
  /** False while a page is yet to be asked. */
  readonly isDone: boolean;
}

/** How many pages of one list are asked at most, whatever it holds. */
const MAX_PAGES = 20;

/** Where a walk may end before its list does. */
interface Until<T> {
  /** How many entries are wanted; all where absent. */
  readonly most?: number;
  /** Whether what was read is all that is wanted of the list. */
  readonly isWhole?: (items: readonly T[]) => boolean;
}

/**
 * Goes through a list's pages from its first request on, until it ends, fails, or enough was read. A cursor or a page that comes again is a
 * failure too: a server that counts wrongly is not asked for ever, and what it did not give is not missed in silence.
 */
export function paginate<R extends ListRoute, T>(
  first: UpstreamRequest<R>,
  read: (asked: UpstreamRequest<R>) => Outcome<Page<T>> | undefined,
  { most = Infinity, isWhole = () => false }: Until<T> = {}
): Paginated<T> {
  const items: T[] = [];
  const cursors = new Set<string>([first.params[CURSOR[first.projection]] ?? '']);
  let unread = 0;
  let request = first;
  let before: readonly T[] = [];
  const ended = (isCut: boolean, failure: Failure | null): Paginated<T> => ({
    items,
    unread,
    isCut,
    failure: failure === null ? null : missingEntries(failure, items.length + unread),
    isDone: true,
  });
  for (let pages = 1; ; pages++) {
    const outcome = read(request);
    if (outcome === undefined) {
      return { items, unread, isCut: false, failure: null, isDone: false };
    }
    if (!outcome.ok) {
      return ended(false, outcome.failure);
    }
    const page = outcome.value;
    if (isSame(page.items, before)) {
      return ended(false, goesBack(first));
    }
    page.items.forEach((item) => items.push(item));
    unread += page.unread;
    if (page.isCut === true) {
      return ended(true, null);
    }
    if (page.next === null || isWhole(items)) {
      return ended(false, null);
    }
    if (items.length >= most || pages === MAX_PAGES) {
      return ended(true, null);
    }
    if (cursors.has(page.next)) {
      return ended(false, goesBack(first));
    }
    cursors.add(page.next);
    before = page.items;
    request = requestOf(first.projection, { ...first.params, [CURSOR[first.projection]]: page.next });
  }
}

/** Whether anything of a list was read. */
export function wasRead({ items, failure }: Paginated<unknown>): boolean {
  return failure === null || items.length > 0;
}

/** A failure that says how much of the list was read before it. */
function missingEntries(failure: Failure, entries: number): Failure {
  return entries === 0
    ? failure
    : {
        ...failure,
        message: `${truncateUnits(failure.message, 850)} The list may be incomplete: it was read up to entry ${entries}.`,
      };
}

/** Whether a page has the entries of the one before; one of which nothing could be read tells nothing. */
function isSame<T>(page: readonly T[], before: readonly T[]): boolean {
  return (
    page.length > 0 &&
    page.length === before.length &&
    page.every((entry, i) => JSON.stringify(entry) === JSON.stringify(before[i]))
  );
}

/** Whether a list, if it is sorted from the newest on, has come to what is before an instant. */
export function isBeforeRange(items: ReadonlyArray<{ readonly time: number }>, instant: number): boolean {
  const isNewestFirst = items.every(({ time }, i) => i === 0 || time <= (items[i - 1]?.time ?? time));
  return items.length > 1 && isNewestFirst && (items[items.length - 1]?.time ?? instant) < instant;
}
