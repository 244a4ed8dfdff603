import { transmissionRating } from './eModel';

it.each([
  [45, 2.1, 0.1, 91.47],
  [150, 20, 1, 82.7],
  [250, 30, 3, 65.7],
  [400, 30, 5, 45.7],
])('rates %d ms, %d ms of jitter and %d %% of loss', (rtt, jitter, loss, rating) => {
  expect(transmissionRating(rtt, jitter, loss)).toBeCloseTo(rating, 2);
});

it('stays between 0 and 100 whatever is measured', () => {
  expect(transmissionRating(0, 0, 0)).toBeLessThanOrEqual(100);
  expect(transmissionRating(60_000, 5_000, 100)).toBe(0);
});
