import { INTERVAL, intervalOf } from './clock';

test('instants of one interval are one', () => {
  const start = Date.UTC(2026, 0, 1);
  expect([0, 1, INTERVAL - 1].map((after) => intervalOf(start + after))).toEqual([start, start, start]);
  expect(intervalOf(start + INTERVAL)).toBe(start + INTERVAL);
});

test('what is not a time becomes one', () => {
  const last = 4_294_967_295_000;
  expect([NaN, -1, -Infinity, Infinity, 1e300].map(intervalOf)).toEqual([0, 0, 0, last, last]);
});
