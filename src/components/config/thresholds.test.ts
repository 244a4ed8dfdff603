import { fromTyped, toTyped, unknownNames, withThreshold } from './thresholds';

test.each([
  [undefined, { good: '', bad: '' }],
  [
    { good: 0.5, bad: '3' },
    { good: '0.5', bad: '3' },
  ],
  [{ bad: ['3'] }, { good: '', bad: '["3"]' }],
  [5, { good: '', bad: '' }],
])('the saved threshold %j is shown as %j', (saved, typed) => {
  expect(toTyped(saved)).toEqual(typed);
});

test.each([
  [{ good: '', bad: ' ' }, undefined],
  [{ good: '0', bad: '' }, { good: 0 }],
  [
    { good: ' 1.5 ', bad: '5' },
    { good: 1.5, bad: 5 },
  ],
  [
    { good: 'low ', bad: '5' },
    { good: 'low', bad: 5 },
  ],
])('the typed threshold %j is saved as %j', (typed, saved) => {
  expect(fromTyped(typed)).toEqual(saved);
});

test('a threshold changes alone and in its place', () => {
  const saved = { mos: 1, fps: { good: 25 }, rtt_ms: { bad: 300 } };
  const changed = withThreshold(saved, 'fps', { good: 30 });
  expect(JSON.stringify(changed)).toBe('{"mos":1,"fps":{"good":30},"rtt_ms":{"bad":300}}');
  expect(withThreshold(saved, 'fps', undefined)).toEqual({ mos: 1, rtt_ms: { bad: 300 } });
  expect(withThreshold({ fps: {} }, 'fps', undefined)).toBeUndefined();
  expect(withThreshold('high', 'fps', { good: 30 })).toEqual({ fps: { good: 30 } });
  expect(unknownNames(saved)).toEqual(['mos']);
});
