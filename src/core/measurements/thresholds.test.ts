import { BAND_NAMES, thresholdScore, isBad, USUAL_BANDS } from './thresholds';

it.each([
  ['packet_loss_percent', [0, 1, 3, 5, 7, 50], [5, 5, 3.5, 2, 0.5, 0]],
  ['fps', [30, 20, 13.5, 7, 0], [5, 5, 3.5, 2, 0.38]],
  ['freeze_count', [0, 1, 2, 4], [5, 3.5, 2, 0]],
] as const)('%s scores 5 up to good and 2 at bad', (name, values, scores) => {
  values.forEach((value, i) => expect(thresholdScore(value, USUAL_BANDS[name])).toBeCloseTo(scores[i] ?? NaN, 1));
});

it.each(BAND_NAMES)('%s is bad at its band, and scores 2 there', (name) => {
  const band = USUAL_BANDS[name];
  expect(isBad(band.bad, band)).toBe(true);
  expect(isBad(band.good, band)).toBe(false);
  expect(thresholdScore(band.bad, band)).toBe(2);
});
