import type { Failure } from './failure/failure';
import { asArray } from './json';
import { requestOf, type Outcome, type Route, type UpstreamRequest } from './protocol';

/** One page of a list, decoded. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Entries that could not be read. */
  readonly unread: number;
  /** What the next page is asked by; null on the last. */
  readonly next: string | null;
}

/** The entries of a page that can be read, and how many cannot. */
export function entriesOf<T>(list: unknown, read: (entry: unknown) => T | null): Pick<Page<T>, 'items' | 'unread'> {
  const entries = asArray(list).map(read);
  const items = entries.filter((entry) => entry !== null);
  return { items, unread: entries.length - items.length };
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
export interface Walk<T> {
  readonly items: readonly T[];
  readonly unread: number;
  /** Whether there was more than was wanted. */
  readonly isCut: boolean;
  /** What ended the walk before the list did. */
  readonly failure: Failure | null;
  /** False while a page is yet to be asked. */
  readonly isDone: boolean;
}

/** How many pages of one list are asked at most, whatever it holds. */
const MOST_PAGES = 20;

/** Where a walk may end before its list does. */
interface Until<T> {
  /** How many entries are wanted; all where absent. */
  readonly most?: number;
  /** Whether what was read is all that is wanted of the list. */
  readonly isWhole?: (items: readonly T[]) => boolean;
}

/**
 * Goes through a list's pages from its first request on, until it ends, fails, or enough was read. A cursor that comes again ends it too,
 * so that a server that counts wrongly is not asked for ever.
 */
export function walk<R extends ListRoute, T>(
  first: UpstreamRequest<R>,
  read: (asked: UpstreamRequest<R>) => Outcome<Page<T>> | undefined,
  { most = Infinity, isWhole = () => false }: Until<T> = {}
): Walk<T> {
  const items: T[] = [];
  const cursors = new Set<string>([first.params[CURSOR[first.reading]] ?? '']);
  let unread = 0;
  let request = first;
  for (let pages = 1; ; pages++) {
    const outcome = read(request);
    if (outcome === undefined) {
      return { items, unread, isCut: false, failure: null, isDone: false };
    }
    if (!outcome.ok) {
      return { items, unread, isCut: false, failure: outcome.failure, isDone: true };
    }
    const { next } = outcome.value;
    items.push(...outcome.value.items);
    unread += outcome.value.unread;
    if (next === null || cursors.has(next) || isWhole(items)) {
      return { items, unread, isCut: false, failure: null, isDone: true };
    }
    if (items.length >= most || pages === MOST_PAGES) {
      return { items, unread, isCut: true, failure: null, isDone: true };
    }
    cursors.add(next);
    request = requestOf(first.reading, { ...first.params, [CURSOR[first.reading]]: next });
  }
}

/** Whether a list, if it is sorted from the newest on, has come to what is before an instant. */
export function hasPassed(items: ReadonlyArray<{ readonly time: number }>, instant: number): boolean {
  const isNewestFirst = items.every(({ time }, i) => i === 0 || time <= (items[i - 1]?.time ?? time));
  return items.length > 1 && isNewestFirst && (items[items.length - 1]?.time ?? instant) < instant;
}
