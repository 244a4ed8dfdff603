import { dateTime } from '@grafana/data';
import { resolveRange, shiftRange } from './range';

const NOON = Date.parse('2025-02-06T12:00:00Z');
const HOUR = 3_600_000;

// The two ends of a relative range are read one after the other.
beforeEach(() => jest.useFakeTimers({ now: NOON }));
afterEach(() => jest.useRealTimers());

it('reads milliseconds that are given as text', () => {
  const { from, to } = resolveRange({ from: String(NOON), to: String(NOON + HOUR) });
  expect([from.valueOf(), to.valueOf()]).toEqual([NOON, NOON + HOUR]);
});

it('keeps a relative range relative', () => {
  const range = resolveRange({ from: 'now-1h', to: 'now' });
  expect(range.raw).toEqual({ from: 'now-1h', to: 'now' });
  expect(range.to.valueOf() - range.from.valueOf()).toBe(HOUR);
});

it.each([
  ['back by half', -0.5, 1, NOON - HOUR / 2, NOON + HOUR / 2],
  ['to twice its width', 0, 2, NOON - HOUR / 2, NOON + 1.5 * HOUR],
])('moves %s', (_what, by, stretch, from, to) => {
  const range = { from: dateTime(NOON), to: dateTime(NOON + HOUR), raw: { from: 'now-1h', to: 'now' } };
  const moved = shiftRange(range, by, stretch);
  expect([moved.from.valueOf(), moved.to.valueOf()]).toEqual([from, to]);
});
