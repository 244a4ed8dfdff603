import { DEMO_CALL, DEMO_PEERS, DEMO_ROOMS } from '../ids';
import { callsBetween } from './calls';
import { CAST } from './cast';
import { eventListAnswer } from './eventList';
import { happeningsOf } from './happenings';
import { peersOf } from './peers';
import { ROOMS } from './rooms';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 14, 25);

interface Event {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface List {
  readonly limit: number;
  readonly total: number;
  readonly next: string;
  readonly events: readonly Event[];
}

function list(query: Record<string, string>, now = NOW): List {
  const { status, text } = eventListAnswer(query, now);
  expect([status, text]).toEqual([200, text]);
  return JSON.parse(text) as List;
}

function all(query: Record<string, string>, now = NOW): readonly Event[] {
  const { events, next } = list(query, now);
  return next === '' ? events : [...events, ...all({ ...query, start: next }, now + MINUTE)];
}

const STANDUP = { room_id: DEMO_ROOMS.standup };
const LATEST = { ...STANDUP, session_id: DEMO_CALL };
const at = ({ timestamp }: Event) => Date.parse(timestamp);

test.each(['1', '7', '100'])('pages of %s hold every event of a call once, the oldest first', (limit) => {
  const events = all({ ...LATEST, limit });
  expect(events).toHaveLength(list(LATEST).total);
  expect(events).toEqual(all({ ...LATEST, limit: '50' }));
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.map(at)).toEqual(events.map(at).sort((a, b) => a - b));
});

test("a track's events tell who it belongs to, and when it was muted", () => {
  const mobile = CAST.find(({ id }) => id === DEMO_PEERS.mobile);
  const track = mobile?.tracks.find(({ kind }) => kind === 'audio')?.track_id;
  const events = all({ ...LATEST, peer_id: DEMO_PEERS.mobile }).filter(({ data }) => data.track_id === track);
  expect(events.map(({ type, data }) => [type, data.mute])).toEqual([
    ['track.add.success', false],
    ['track.update.success', true],
    ['track.update.success', false],
    ['track.remove.success', false],
  ]);
  expect(events[0]?.data).toMatchObject({
    session_id: DEMO_CALL,
    room_name: 'Daily stand-up',
    peer_id: DEMO_PEERS.mobile,
    user_name: 'Phone (Nairobi)',
    type: 'audio',
    source: 'regular',
  });
});

test('a shared screen begins and ends with the sharing', () => {
  const screen = all(LATEST).filter(({ data }) => data.source === 'screen');
  expect(screen.map(({ type, timestamp }) => [type, timestamp.slice(11, 16)])).toEqual([
    ['track.add.success', '14:04'],
    ['track.remove.success', '14:07'],
  ]);
});

test('an error names the client and holds addresses', () => {
  const errors = all({ ...LATEST, error: 'true' });
  expect(errors.map(({ type, data }) => [type, data.user_name])).toEqual([
    ['client.disconnected', 'Guest (Lima)'],
    ['client.publish.failed', 'Phone (Nairobi)'],
    ['client.subscribe.failed', 'Guest (Lima)'],
  ]);
  for (const { data } of errors) {
    expect(data).toMatchObject({
      agent: { sdk: expect.any(String) as unknown, os: expect.any(String) as unknown },
      error_description: expect.stringMatching(/192\.0\.2\.\d+/) as unknown,
    });
  }
});

test('what failed before the join has no session, so that only its room finds it', () => {
  const failed = list({ ...STANDUP, type: 'client.connect.failed', limit: '1' });
  expect(failed.events[0]?.data).not.toHaveProperty('session_id');
  expect(failed.events[0]?.data).toMatchObject({ peer_id: DEMO_PEERS.guest });
  expect(all({ ...LATEST, type: 'client.connect.failed' })).toEqual([]);
});

test('several types are as many texts', () => {
  const types = new Set(all({ ...LATEST, type: 'client.disconnected&track.add.success' }).map(({ type }) => type));
  expect(types).toEqual(new Set(['client.disconnected', 'track.add.success']));
  expect(list({ ...LATEST, type: 'client.disconnected,track.add.success' }).total).toBe(0);
});

test.each(ROOMS.filter(({ schedule }) => schedule !== null))('the total of $name is that of 30 days', (room) => {
  const within = [...callsBetween([room], NOW - 31 * DAY, NOW)].flatMap((call) =>
    happeningsOf(call).filter((happening) => {
      const time = call.start + happening.at;
      return time <= NOW && time >= NOW - 30 * DAY;
    })
  );
  expect(list({ room_id: room.id }).total).toBe(within.length);
  expect(list({ room_id: room.id, error: 'true' }).total).toBe(within.filter((one) => 'trouble' in one).length);
});

test('a peer of one call is found in it, and nowhere else', () => {
  const [call] = callsBetween(
    ROOMS.filter(({ id }) => id === DEMO_ROOMS.support),
    0,
    NOW - 30 * MINUTE
  );
  const [peer] = call === undefined ? [] : peersOf(call);
  const query = { peer_id: peer?.id ?? '' };
  const found = all({ ...query, room_id: DEMO_ROOMS.support, limit: '100' });
  expect(new Set(found.map(({ data }) => data.session_id))).toEqual(new Set([call?.id]));
  expect(found.length).toBeGreaterThanOrEqual(4);
  expect(list({ ...query, ...STANDUP }).total).toBe(0);
});

test('the first page is of 30 days ago, and the last of now', () => {
  const [first] = list({ ...STANDUP, limit: '1' }).events;
  expect(first === undefined ? NaN : at(first) - (NOW - 30 * DAY)).toBeLessThan(20 * MINUTE);
  const running = all({ ...STANDUP, session_id: '6b02fa10ca11000000000001', limit: '100' });
  expect(running.filter((event) => at(event) > NOW)).toEqual([]);
});

test('later pages know nothing of what happened since the first, and end after a day', () => {
  const query = { ...STANDUP, session_id: '6b02fa10ca11000000000001', limit: '1' };
  const { total, next } = list(query);
  expect(list({ ...query, start: next }, NOW + 30 * MINUTE).total).toBe(total);
  expect(list(query, NOW + 30 * MINUTE).total).toBeGreaterThan(total);
  expect(eventListAnswer({ ...query, start: next }, NOW + DAY).status).toBe(400);
});

test.each<Record<string, string>>([
  {},
  { room_id: '' },
  { ...STANDUP, limit: '0' },
  { ...STANDUP, limit: '101' },
  { ...STANDUP, error: 'maybe' },
  { ...STANDUP, start: 'nowhere' },
])('%j is refused', (query) => {
  expect(eventListAnswer(query, NOW).status).toBe(400);
});

test('a room without calls, or that is not there, has no events', () => {
  for (const room_id of [DEMO_ROOMS.unused, 'nowhere']) {
    expect(list({ room_id })).toEqual({ limit: 0, total: 0, next: '', events: [] });
  }
});
