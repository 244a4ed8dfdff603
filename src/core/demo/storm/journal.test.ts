import { journalAnswer } from './journal';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 22, 12);

interface Entry {
  readonly id: number;
  readonly message: string;
  readonly createDate: number;
  readonly pipelineState: string;
}

interface Journal {
  readonly totalItems: number;
  readonly itemsPerPage: number;
  readonly hasNext: boolean;
  readonly lastTimestamp: number;
  readonly list: readonly Entry[];
}

function journal(stream: string, query: Record<string, string>, now = NOON): Journal {
  return (JSON.parse(journalAnswer('live', stream, 'native', query, now).text) as { data: Journal }).data;
}

test('pages of 20 hold two days, each entry once, the newest first', () => {
  const first = journal('studio', {});
  const second = journal('studio', { page: '2' });
  const third = journal('studio', { page: '3' });
  const entries = [...first.list, ...second.list, ...third.list];
  expect([first.itemsPerPage, first.list.length, third.hasNext]).toEqual([20, 20, false]);
  expect(entries).toHaveLength(first.totalItems);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const times = entries.map(({ createDate }) => createDate);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(first.lastTimestamp).toBe(times[0]);
  expect(NOON - (times[times.length - 1] ?? NaN)).toBeGreaterThan(DAY);
});

test('a day begins with the pipeline and ends with it', () => {
  const restart = Date.UTC(2026, 10, 22, 4);
  const states = journal('studio', { rowsPerPage: '5' }, restart + 2_000).list.map(
    ({ pipelineState }) => pipelineState
  );
  expect(states).toEqual(['PUBLISHED', 'AWAITING', 'INITIALIZED', 'CLOSED', 'UNPUBLISHED']);
});

test('a source that stalls comes back', () => {
  const entries = journal('studio', { rowsPerPage: '100' }).list;
  const stalled = entries.flatMap(({ message }, i) => (message.startsWith('No packets') ? [i] : []));
  expect(stalled.length).toBeGreaterThan(0);
  expect(stalled.map((i) => entries[i - 1]?.pipelineState)).toEqual(stalled.map(() => 'PUBLISHED'));
});

test('the stream out of sync says so each hour', () => {
  const { list } = journal('stage', { rowsPerPage: '100' });
  expect(list.filter(({ message }) => message === 'Audio and video are out of sync').length).toBeGreaterThan(23);
});

test('there is none of a substream that is not there, and no page 0', () => {
  expect(journalAnswer('live', 'studio', '480p', {}, NOON).status).toBe(404);
  expect(journalAnswer('live', 'studio', 'native', { page: '0' }, NOON).status).toBe(400);
});
