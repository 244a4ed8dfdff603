import { THRESHOLD_NAMES, thresholdScore, isBad, DEFAULT_THRESHOLDS } from './thresholds';

it.each([
  ['packet_loss_percent', [0, 1, 3, 5, 7, 50], [5, 5, 3.5, 2, 0.5, 0]],
  ['fps', [30, 20, 13.5, 7, 0], [5, 5, 3.5, 2, 0.38]],
  ['freeze_count', [0, 1, 2, 4], [5, 3.5, 2, 0]],
] as const)('%s scores 5 up to good and 2 at bad', (name, values, scores) => {
  values.forEach((value, i) =>
    expect(thresholdScore(value, DEFAULT_THRESHOLDS[name])).toBeCloseTo(scores[i] ?? NaN, 1)
  );
});

it.each(THRESHOLD_NAMES)('%s is bad at its bad threshold, and scores 2 there', (name) => {
  const threshold = DEFAULT_THRESHOLDS[name];
  expect(isBad(threshold.bad, threshold)).toBe(true);
  expect(isBad(threshold.good, threshold)).toBe(false);
  expect(thresholdScore(threshold.bad, threshold)).toBe(2);
});
