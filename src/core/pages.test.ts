import { hasPassed, walk, type Page } from './pages';
import { requestOf, type Outcome, type UpstreamRequest } from './protocol';

const FIRST = requestOf('rooms', { limit: '100' });

/** A list whose pages are told by their cursors; the first has none. Counts what is asked. */
function listOf(pages: Readonly<Record<string, Page<string>>>) {
  const asked: string[] = [];
  const read = (request: UpstreamRequest<'rooms'>): Outcome<Page<string>> | undefined => {
    const cursor = request.params.start ?? '';
    asked.push(cursor);
    const page = pages[cursor];
    return page === undefined ? undefined : { ok: true, value: page };
  };
  return { asked, read };
}

const page = (items: readonly string[], next: string | null): Page<string> => ({ items, unread: 0, next });

it('goes on until the list ends', () => {
  const { asked, read } = listOf({ '': page(['a'], 'x'), x: page(['b'], null) });
  expect(walk(FIRST, read)).toEqual({ items: ['a', 'b'], unread: 0, isCut: false, failure: null, isDone: true });
  expect(asked).toEqual(['', 'x']);
});

it('stops where a cursor comes again, be it the one just asked by or an earlier one', () => {
  const circle = listOf({ '': page(['a'], 'x'), x: page(['b'], 'y'), y: page(['c'], 'x') });
  expect(walk(FIRST, circle.read)).toMatchObject({ items: ['a', 'b', 'c'], isCut: false, isDone: true });
  const same = listOf({ '': page(['a'], 'x'), x: page(['b'], 'x') });
  expect(walk(FIRST, same.read).items).toEqual(['a', 'b']);
});

it('is cut where more than enough is there, and not where enough is all', () => {
  const pages = { '': page(['a'], 'x'), x: page(['b'], null) };
  expect(walk(FIRST, listOf(pages).read, { most: 1 })).toMatchObject({ items: ['a'], isCut: true });
  expect(walk(FIRST, listOf(pages).read, { most: 2 })).toMatchObject({ items: ['a', 'b'], isCut: false });
  expect(walk(FIRST, listOf(pages).read, { isWhole: () => true })).toMatchObject({ items: ['a'], isCut: false });
});

it('waits for a page that is yet to be asked', () => {
  expect(walk(FIRST, listOf({ '': page(['a'], 'x') }).read)).toMatchObject({ items: ['a'], isDone: false });
});

it('keeps what was read before a page failed', () => {
  const failure = { source: 'upstream', status: 500, message: 'no' } as const;
  const read = ({ params }: UpstreamRequest<'rooms'>): Outcome<Page<string>> =>
    params.start === undefined ? { ok: true, value: page(['a'], 'x') } : { ok: false, failure };
  expect(walk(FIRST, read)).toMatchObject({ items: ['a'], failure, isDone: true });
});

it('asks for a bounded number of pages of a list without end', () => {
  const asked: string[] = [];
  const list = walk(FIRST, ({ params: { start = '0' } }): Outcome<Page<string>> => {
    asked.push(start);
    return { ok: true, value: page([start], String(Number(start) + 1)) };
  });
  expect(list.isCut).toBe(true);
  expect(asked).toHaveLength(20);
});

it.each([
  ['newest first, and past the instant', [9, 5, 2], true],
  ['newest first, and not there yet', [9, 5, 4], false],
  ['of no order', [2, 9, 3], false],
  ['oldest first', [1, 2, 3], false],
  ['of one entry', [1], false],
])('a list %s', (_, times, expected) => {
  expect(
    hasPassed(
      times.map((time) => ({ time })),
      4
    )
  ).toBe(expected);
});
