import { entriesOf, isBeforeRange, paginate, type Page } from './pagination';
import { requestOf, type Outcome, type UpstreamRequest } from '../protocol';

const FIRST = requestOf('rooms', { limit: '100' });

/** Reads a list whose pages are found by their cursors; the first has none. */
function readerOf(pages: Readonly<Record<string, Page<string>>>) {
  return ({ params }: UpstreamRequest<'rooms'>): Outcome<Page<string>> | undefined => {
    const page = pages[params.start ?? ''];
    return page === undefined ? undefined : { ok: true, value: page };
  };
}

const page = (items: readonly string[], next: string | null): Page<string> => ({ items, skipped: 0, next });
const skipped = (next: string | null): Page<string> => ({ items: [], skipped: 2, next });
const TWICE = { failure: { message: expect.stringContaining('returned a page of the rooms twice') } };
const ENDLESS = { '': page(['a'], 'x'), x: page(['b'], 'x') };
const TWO = { '': page(['a'], 'x'), x: page(['b'], null) };

it.each<[string, Readonly<Record<string, Page<string>>>, Parameters<typeof paginate<'rooms', string>>[2], object]>([
  ['reads on until it ends', TWO, {}, { items: ['a', 'b'], failure: null, isComplete: true, isTruncated: false }],
  ['waits for a page', { '': page(['a'], 'x') }, {}, { items: ['a'], isComplete: false }],
  [
    'fails if an earlier cursor comes again',
    { '': page(['a'], 'x'), x: page(['b'], 'y'), y: page(['c'], 'x') },
    {},
    { items: ['a', 'b', 'c'], ...TWICE },
  ],
  [
    'may have two pages without a readable entry',
    { '': skipped('x'), x: skipped(null) },
    {},
    { skipped: 4, failure: null },
  ],
  ['may go on wherever it likes once it is whole', ENDLESS, { stopAfter: ([item]) => item === 'b' }, { failure: null }],
  ['may go on wherever it likes once it is cut', ENDLESS, { max: 2 }, { failure: null, isTruncated: true }],
  ['is cut if it has more than enough', TWO, { max: 1 }, { items: ['a'], isTruncated: true }],
  ['is not cut if it has just enough', TWO, { max: 2 }, { items: ['a', 'b'], isTruncated: false }],
  ['is not cut once it is whole', TWO, { stopAfter: () => true }, { items: ['a'], isTruncated: false }],
])('a list %s', (_, pages, limits, expected) => {
  expect(paginate(FIRST, readerOf(pages), limits)).toMatchObject(expected);
});

it('requests a limited number of pages of an endless list', () => {
  const starts: string[] = [];
  const list = paginate(FIRST, ({ params: { start = '0' } }): Outcome<Page<string>> => {
    starts.push(start);
    return { ok: true, value: page([start], String(Number(start) + 1)) };
  });
  expect(list.isTruncated).toBe(true);
  expect(starts).toHaveLength(20);
});

it('ends at a page with more entries than it reads, whatever the next cursor', () => {
  const entries = Array.from({ length: 1_001 }, (_, i) => i);
  const read = entriesOf(entries, (entry) => (entry === 3 ? null : String(entry)));
  expect(read).toMatchObject({ skipped: 1, isTruncated: true });
  expect(read.items).toHaveLength(999);
  const list = paginate(FIRST, readerOf({ '': { ...read, next: 'x' } }));
  expect(list).toMatchObject({ isTruncated: true, isComplete: true, failure: null });
});

it.each([
  ['newest first, beyond the instant', [9, 5, 2], true],
  ['newest first, not yet beyond it', [9, 5, 4], false],
  ['without an order', [2, 9, 3], false],
  ['oldest first', [1, 2, 3], false],
  ['with one entry', [1], false],
])('whether a list has reached entries before an instant: %s', (_, times, expected) => {
  expect(isBeforeRange(4)(times.map((time) => ({ time })))).toBe(expected);
});
