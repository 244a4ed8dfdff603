import { entriesOf, isBeforeRange, paginate, type Page } from './pagination';
import { requestOf, type Outcome, type UpstreamRequest } from '../protocol';

const FIRST = requestOf('rooms', { limit: '100' });

/** A list whose pages are found by their cursors; the first has none. Counts the requests. */
function listOf(pages: Readonly<Record<string, Page<string>>>) {
  const cursors: string[] = [];
  const read = (request: UpstreamRequest<'rooms'>): Outcome<Page<string>> | undefined => {
    const cursor = request.params.start ?? '';
    cursors.push(cursor);
    const page = pages[cursor];
    return page === undefined ? undefined : { ok: true, value: page };
  };
  return { requested: cursors, read };
}

const page = (items: readonly string[], next: string | null): Page<string> => ({ items, unread: 0, next });

it('reads on until the list ends', () => {
  const { requested, read } = listOf({ '': page(['a'], 'x'), x: page(['b'], null) });
  expect(paginate(FIRST, read)).toEqual({ items: ['a', 'b'], unread: 0, isCut: false, failure: null, isDone: true });
  expect(requested).toEqual(['', 'x']);
});

it.each([
  ['the current cursor', { '': page(['a'], 'x'), x: page(['b'], 'x') }, ['a', 'b']],
  ['an earlier cursor', { '': page(['a'], 'x'), x: page(['b'], 'y'), y: page(['c'], 'x') }, ['a', 'b', 'c']],
])('fails if a cursor comes again, and keeps what it read: %s', (_, pages, items) => {
  const list = paginate(FIRST, listOf(pages).read);
  expect(list).toMatchObject({ items, isCut: false, isDone: true });
  expect(list.failure).toMatchObject({
    source: 'upstream',
    status: 502,
    message: `100ms returned a page of the rooms twice. Try again. If it keeps failing, ask for less. The list may be incomplete: it was read up to entry ${items.length}.`,
  });
});

it('fails if a page comes again under another cursor, and has its entries once', () => {
  const { requested, read } = listOf({
    '': page(['a', 'b'], 'x'),
    x: page(['a', 'b'], 'y'),
    y: page(['c'], null),
  });
  const list = paginate(FIRST, read);
  expect(list.items).toEqual(['a', 'b']);
  expect(list.failure?.message).toContain('twice');
  expect(requested).toEqual(['', 'x']);
});

it('treats two pages without a readable entry as two pages', () => {
  const odd = (next: string | null): Page<string> => ({ items: [], unread: 2, next });
  expect(paginate(FIRST, listOf({ '': odd('x'), x: odd(null) }).read)).toMatchObject({ unread: 4, failure: null });
});

it('ignores where a list continues once enough is read', () => {
  const pages = { '': page(['a'], 'x'), x: page(['b'], 'x') };
  expect(paginate(FIRST, listOf(pages).read, { isWhole: ([item]) => item === 'b' })).toMatchObject({
    failure: null,
  });
  expect(paginate(FIRST, listOf(pages).read, { max: 2 })).toMatchObject({ failure: null, isCut: true });
});

it('is cut if there is more than enough, and not if enough is all', () => {
  const pages = { '': page(['a'], 'x'), x: page(['b'], null) };
  expect(paginate(FIRST, listOf(pages).read, { max: 1 })).toMatchObject({ items: ['a'], isCut: true });
  expect(paginate(FIRST, listOf(pages).read, { max: 2 })).toMatchObject({ items: ['a', 'b'], isCut: false });
  expect(paginate(FIRST, listOf(pages).read, { isWhole: () => true })).toMatchObject({ items: ['a'], isCut: false });
});

it('waits for a page that is not fetched yet', () => {
  expect(paginate(FIRST, listOf({ '': page(['a'], 'x') }).read)).toMatchObject({ items: ['a'], isDone: false });
});

it('keeps what it read before a page failed, and reports how far it came', () => {
  const failure = { source: 'upstream', status: 500, message: 'No.', finding: 'No.' } as const;
  const read = ({ params }: UpstreamRequest<'rooms'>): Outcome<Page<string>> =>
    params.start === undefined ? { ok: true, value: page(['a'], 'x') } : { ok: false, failure };
  const message = 'No. The list may be incomplete: it was read up to entry 1.';
  expect(paginate(FIRST, read)).toMatchObject({ items: ['a'], failure: { ...failure, message }, isDone: true });
  expect(paginate(FIRST, () => ({ ok: false, failure })).failure).toEqual(failure);
});

it('requests a limited number of pages of an endless list', () => {
  const starts: string[] = [];
  const list = paginate(FIRST, ({ params: { start = '0' } }): Outcome<Page<string>> => {
    starts.push(start);
    return { ok: true, value: page([start], String(Number(start) + 1)) };
  });
  expect(list.isCut).toBe(true);
  expect(starts).toHaveLength(20);
});

it('ends at a page with more entries than it reads, whatever the next cursor', () => {
  const entries = Array.from({ length: 1_001 }, (_, i) => i);
  const read = entriesOf(entries, (entry) => (entry === 3 ? null : String(entry)));
  expect(read).toMatchObject({ unread: 1, isCut: true });
  expect(read.items).toHaveLength(999);
  const list = paginate(FIRST, listOf({ '': { ...read, next: 'x' } }).read);
  expect(list).toMatchObject({ isCut: true, isDone: true, failure: null });
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
