import fc from 'fast-check';
import { DEMO_CALL, DEMO_ROOMS } from '../ids';
import { callOf } from './calls';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
/** The call that began at noon. */
const NOONS_CALL = (NOON / 1_000).toString(16) + 'ca11000000000001';

test('a call begins every 20 minutes and takes 12', () => {
  expect(callOf(NOONS_CALL, NOON + MINUTE)).toMatchObject({
    id: NOONS_CALL,
    room: { id: DEMO_ROOMS.standup },
    start: NOON,
    end: NOON + 12 * MINUTE,
  });
});

test('the latest call is the last that has ended', () => {
  const startAt = (now: number) => ((callOf(DEMO_CALL, now)?.start ?? NaN) - NOON) / MINUTE;
  expect([0, 11.9, 12, 31.9, 32].map((minute) => startAt(NOON + minute * MINUTE))).toEqual([-20, -20, 0, 0, 20]);
});

test('the latest call lies within the last 32 minutes, whenever it is asked for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_294_967_295 }), (second) => {
      const now = second * 1_000;
      const call = callOf(DEMO_CALL, now);
      return call !== null && call.end <= now && call.start >= now - 32 * MINUTE;
    })
  );
});

test.each([
  ['of the future', (NOON / 1_000 + 1_200).toString(16) + 'ca11000000000001'],
  ['of a time at which no call began', (NOON / 1_000 + 1).toString(16) + 'ca11000000000001'],
  ['with another tail', (NOON / 1_000).toString(16) + 'ca11000000000002'],
  ['with something behind it', NOONS_CALL + '0'],
  ['that is empty', ''],
])('there is no call for an ID %s', (_, id) => {
  expect(callOf(id, NOON)).toBeNull();
});
