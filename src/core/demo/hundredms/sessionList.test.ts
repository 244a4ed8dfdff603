import { DEMO_PEERS, DEMO_ROOMS } from '../ids';
import { sessionAnswer } from './session';
import { sessionListAnswer } from './sessionList';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 14, 25);

interface Peer {
  readonly user_id: string;
  readonly left_at?: string | null;
}

interface Session {
  readonly id: string;
  readonly room_id: string;
  readonly active: boolean;
  readonly peers: Readonly<Record<string, Peer>>;
  readonly created_at: string;
  readonly updated_at: string;
}

interface List {
  readonly limit: number;
  readonly data: readonly Session[];
  readonly last: string | null;
}

function list(query: Record<string, string>, now = NOW): List {
  return JSON.parse(sessionListAnswer(query, now).text) as List;
}

function all(query: Record<string, string>): readonly Session[] {
  const found: Session[] = [];
  for (let start: Record<string, string> = {}; ;) {
    const { data, last, limit } = list({ ...query, ...start });
    data.forEach((session) => found.push(session));
    if (data.length < limit || last === null || last === '') {
      return found;
    }
    start = { start: last };
  }
}

const ISO = (at: number) => new Date(at).toISOString();
const DAYS_SUPPORT = all({ active: 'false', limit: '100', room_id: DEMO_ROOMS.support, after: ISO(NOW - DAY) });

test.each(['10', '37', '100'])('pages of %s hold every call of a day once, the newest first', (limit) => {
  const day = all({ active: 'false', limit, after: ISO(NOW - DAY) });
  const starts = day.map(({ created_at }) => Date.parse(created_at));
  expect(new Set(day.map(({ id }) => id)).size).toBe(day.length);
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  const perRoom = Object.values(DEMO_ROOMS).map((room) => day.filter(({ room_id }) => room_id === room).length);
  expect(perRoom).toEqual([71, 95, 2, 0]);
});

test('ended calls and running ones are told apart, and running ones are meant where nothing is said', () => {
  const running = list({ active: 'true' });
  expect(running).toEqual(list({}));
  expect(running.data.map(({ room_id, active }) => [room_id, active])).toEqual([
    [DEMO_ROOMS.support, true],
    [DEMO_ROOMS.standup, true],
  ]);
  expect(list({ active: 'false' }).data.filter(({ active }) => active)).toEqual([]);
});

test('each listed session is what its ID answers', () => {
  for (const { id, ...session } of [...list({ active: 'false', limit: '100' }).data, ...list({}).data]) {
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(JSON.parse(sessionAnswer(id, NOW).text)).toEqual({ id, ...session });
  }
});

test('after and before are compared with the start, and both are included', () => {
  const noon = Date.UTC(2026, 10, 22, 12);
  const between = (after: number, before: number) =>
    list({ active: 'false', room_id: DEMO_ROOMS.standup, after: ISO(after), before: ISO(before) }).data.map(
      ({ created_at }) => (Date.parse(created_at) - noon) / MINUTE
    );
  expect(between(noon, noon + 40 * MINUTE)).toEqual([40, 20, 0]);
  expect(between(noon + 1, noon + 40 * MINUTE - 1)).toEqual([20]);
});

test('goes back 60 days, to calls whose stats are gone', () => {
  const oldest = list({ active: 'false', before: ISO(NOW - 60 * DAY + 30 * MINUTE), limit: '100' });
  expect(oldest.last).toBe('');
  const first = Date.parse(oldest.data[oldest.data.length - 1]?.created_at ?? '');
  expect(first).toBeGreaterThanOrEqual(NOW - 60 * DAY);
  expect(first).toBeLessThan(NOW - 60 * DAY + 20 * MINUTE);
});

test('a page without sessions has no cursor', () => {
  expect(list({ active: 'false', room_id: DEMO_ROOMS.unused })).toEqual({ limit: 10, data: [], last: null });
  expect(list({ active: 'false', room_id: 'nowhere' }).data).toEqual([]);
});

test('stand-ups are of the three known peers, calls at the support desk of 3 to 7', () => {
  const [standup] = list({ active: 'false', room_id: DEMO_ROOMS.standup }).data;
  expect(Object.keys(standup?.peers ?? {})).toEqual(Object.values(DEMO_PEERS));
  const sizes = DAYS_SUPPORT.map(({ peers }) => Object.keys(peers).length);
  expect(new Set(sizes)).toEqual(new Set([3, 4, 5, 6, 7]));
});

test('a person who rejoins is two peers with one user', () => {
  const rejoined = ({ peers }: Session) =>
    Object.keys(peers).length - new Set(Object.values(peers).map(({ user_id }) => user_id)).size;
  const allHands = list({ active: 'false', room_id: DEMO_ROOMS.allHands }).data;
  expect(allHands.map((session) => [Object.keys(session.peers).length, rejoined(session)])).toEqual(
    allHands.map(() => [7, 1])
  );
  const atSupport = DAYS_SUPPORT.map(rejoined);
  expect(new Set(atSupport)).toEqual(new Set([0, 1]));
});

test('now and then somebody is never noticed to leave; in a running call nobody has left', () => {
  const ghosts = DAYS_SUPPORT.map(
    ({ peers }) => Object.values(peers).filter((peer) => peer.left_at === undefined).length
  );
  const calls = ghosts.filter((count) => count > 0).length;
  expect(new Set(ghosts)).toEqual(new Set([0, 1]));
  expect(calls).toBeGreaterThan(5);
  expect(calls).toBeLessThan(30);
  const inRunning = list({}).data.flatMap(({ peers }) => Object.values(peers));
  expect(inRunning.map(({ left_at }) => left_at)).toEqual(inRunning.map(() => null));
});

test.each<Record<string, string>>([
  { limit: '9' },
  { limit: '101' },
  { active: 'yes' },
  { after: '2026-11-22' },
  { after: '2026-02-31T00:00:00.000Z' },
  { before: '2026-11-22T00:00:00Z' },
  { start: '631a0fa23e3d9fdb00832596' },
])('%j is refused', (query) => {
  expect(sessionListAnswer(query, NOW).status).toBe(400);
});
