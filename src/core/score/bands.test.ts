import { BAND_NAMES, bandScore, bandsOf, isBad, USUAL_BANDS } from './bands';

it.each([
  ['packet_loss_percent', [0, 1, 3, 5, 7, 50], [5, 5, 3.5, 2, 0.5, 0]],
  ['fps', [30, 20, 13.5, 7, 0], [5, 5, 3.5, 2, 0.38]],
  ['freeze_count', [0, 1, 2, 4], [5, 3.5, 2, 0]],
] as const)('%s scores 5 up to good and 2 at bad', (name, values, scores) => {
  values.forEach((value, i) => expect(bandScore(value, USUAL_BANDS[name])).toBeCloseTo(scores[i] ?? NaN, 1));
});

it.each(BAND_NAMES)('%s is bad at its band, and scores 2 there', (name) => {
  const band = USUAL_BANDS[name];
  expect(isBad(band.bad, band)).toBe(true);
  expect(isBad(band.good, band)).toBe(false);
  expect(bandScore(band.bad, band)).toBe(2);
});

it('thresholds stand over the usual bands', () => {
  const bands = bandsOf({ thresholds: { rtt_ms: { bad: '300' }, fps: { good: 25, bad: 10 } } });
  expect(bands).toMatchObject({ ok: true, value: { rtt_ms: { good: 200, bad: 300 }, fps: { good: 25, bad: 10 } } });
  expect(bandsOf({})).toEqual({ ok: true, value: USUAL_BANDS });
});

it.each([
  [{ mos: { good: 1, bad: 2 } }, '"mos" is not one of'],
  [{ rtt_ms: 5 }, 'rtt_ms is 5'],
  [{ rtt_ms: null }, ''],
  [{ rtt_ms: { good: 'low' } }, 'rtt_ms is {"good":"low"}'],
  [{ rtt_ms: { good: 500 } }, 'rtt_ms: good must be below bad'],
  [{ fps: { good: 5, bad: 5 } }, 'fps: good must be above bad'],
  [{ jitter_ms: { good: -1 } }, 'jitter_ms is {"good":-1}'],
])('thresholds %j are told where they are wrong', (thresholds, words) => {
  const bands = bandsOf({ thresholds });
  expect(bands.ok ? '' : bands.failure.message).toContain(words);
  expect(bands.ok).toBe(words === '');
});
