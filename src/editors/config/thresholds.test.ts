import { bandToSave, endsAtFault, typedBand, unknownNames, withThreshold, wrongWithBand } from './thresholds';

test.each([
  [undefined, { good: '', bad: '' }],
  [
    { good: 0.5, bad: '3' },
    { good: '0.5', bad: '3' },
  ],
  [{ bad: ['3'] }, { good: '', bad: '["3"]' }],
  [5, { good: '', bad: '' }],
])('the saved band %j stands in its inputs as %j', (saved, typed) => {
  expect(typedBand(saved)).toEqual(typed);
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
])('the typed band %j is saved as %j', (typed, saved) => {
  expect(bandToSave(typed)).toEqual(saved);
});

test.each([
  [{ good: '9', bad: '5' }, ['good', 'bad']],
  [{ good: '', bad: '' }, ['good', 'bad']],
  [{ good: 'low', bad: '5' }, ['good']],
  [{ good: '1', bad: '-5' }, ['bad']],
])('of a wrong band %j the ends %j are at fault', (typed, ends) => {
  expect(endsAtFault(typed)).toEqual(ends);
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

test('a band is held to what queries take, one that is not there is as usual', () => {
  expect(wrongWithBand('fps', undefined)).toBeNull();
  expect(wrongWithBand('fps', { good: 5 })).toBe('fps: good must be above bad.');
});
