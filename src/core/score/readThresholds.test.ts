import { DEFAULT_THRESHOLDS } from '../measurements/thresholds';
import { thresholdsOf } from './readThresholds';

it('thresholds replace the defaults', () => {
  const thresholds = thresholdsOf({ settings: { thresholds: { rtt_ms: { bad: '300' }, fps: { good: 25, bad: 10 } } } });
  expect(thresholds).toMatchObject({
    ok: true,
    value: { rtt_ms: { good: 200, bad: 300 }, fps: { good: 25, bad: 10 } },
  });
  expect(thresholdsOf({ settings: {} })).toEqual({ ok: true, value: DEFAULT_THRESHOLDS });
});

it.each([
  [{ mos: { good: 1, bad: 2 } }, '"mos" is not one of'],
  [{ rtt_ms: 5 }, 'rtt_ms is 5'],
  [{ rtt_ms: null }, ''],
  [{ rtt_ms: { good: 'low' } }, 'rtt_ms is {"good":"low"}'],
  [{ rtt_ms: { good: 500 } }, 'rtt_ms: good must be below bad'],
  [{ fps: { good: 5, bad: 5 } }, 'fps: good must be above bad'],
  [{ jitter_ms: { good: -1 } }, 'jitter_ms is {"good":-1}'],
])('thresholds %j are reported with what is wrong', (thresholds, problem) => {
  const read = thresholdsOf({ settings: { thresholds } });
  expect(read.ok ? '' : read.failure.message).toContain(problem);
  expect(read.ok).toBe(problem === '');
});

it.each([['high'], [5], [true], [[{ rtt_ms: {} }]]])('thresholds that are no object are reported: %j', (thresholds) => {
  const message = `thresholds in the data source settings: ${JSON.stringify(thresholds)} is not {"rtt_ms": {"good": number, "bad": number}}. Correct them and save.`;
  expect(thresholdsOf({ settings: { thresholds } })).toMatchObject({ ok: false, failure: { source: 'user', message } });
});

it.each([[null], [undefined], ['']])('thresholds of %j are none', (thresholds) => {
  expect(thresholdsOf({ settings: { thresholds } })).toEqual({ ok: true, value: DEFAULT_THRESHOLDS });
});
