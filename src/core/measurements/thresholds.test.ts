import { DEFAULT_THRESHOLDS, isBad, THRESHOLD_NAMES } from './thresholds';

it.each(THRESHOLD_NAMES)('%s is bad at its bad threshold, and not at its good one', (name) => {
  const threshold = DEFAULT_THRESHOLDS[name];
  expect(isBad(threshold.bad, threshold)).toBe(true);
  expect(isBad(threshold.good, threshold)).toBe(false);
});
