import { DEMO_ROOMS } from '../ids';
import { roomListAnswer } from './roomList';

interface List {
  readonly limit: number;
  readonly data: ReadonlyArray<{ readonly id: string; readonly name: string; readonly updated_at: string }>;
  readonly last: string;
}

function list(query: Record<string, string>): List {
  return JSON.parse(roomListAnswer(query).text) as List;
}

test('lists the rooms, the newest first, one of them never changed', () => {
  const { limit, data, last } = list({});
  expect({ limit, last }).toEqual({ limit: 10, last: DEMO_ROOMS.standup });
  expect(data.map(({ id, name }) => [id, name])).toEqual([
    [DEMO_ROOMS.unused, 'Interviews'],
    [DEMO_ROOMS.allHands, 'All hands'],
    [DEMO_ROOMS.support, 'Support desk'],
    [DEMO_ROOMS.standup, 'Daily stand-up'],
  ]);
  expect(data.map(({ updated_at }) => updated_at === '0001-01-01T00:00:00Z')).toEqual([true, false, false, false]);
});

test('goes on behind the room of the cursor, and ends with an empty page', () => {
  expect(list({ start: DEMO_ROOMS.allHands }).data.map(({ id }) => id)).toEqual([
    DEMO_ROOMS.support,
    DEMO_ROOMS.standup,
  ]);
  expect(list({ start: DEMO_ROOMS.standup })).toEqual({ limit: 10, data: [], last: '' });
});

test('finds a room by its whole name', () => {
  expect(list({ name: 'All hands' }).data.map(({ id }) => id)).toEqual([DEMO_ROOMS.allHands]);
  expect(list({ name: 'all' }).data).toEqual([]);
});

test.each<Record<string, string>>([
  { limit: '9' },
  { limit: '101' },
  { limit: 'ten' },
  { limit: '' },
  { start: 'nowhere' },
  { start: '' },
])('%j is refused', (query) => {
  expect(roomListAnswer(query).status).toBe(400);
});
