import { isStrictlyAscending, isWithin } from './numberList';

// pkg/engine/json_facts_test.go has the same rows for lists that the Go host's parser knows.
it.each([
  [[15, 16], true, true],
  [[15, 15], true, false],
  [[15, 15.5], true, false],
  [[15, null], true, false],
  [[15, true], false, false],
  [[15, Infinity], false, false],
  [[15, NaN], false, false],
  [[15, 21], false, true],
  [[-1, 15], false, true],
  [[0, 15], true, true],
  [[-0, 15], false, true],
  [[15, '16'], false, false],
  [[15, [1]], false, false],
  [[null], true, false],
  [[], true, true],
])('%j is within 0 to 20: %s, is rising: %s', (list, within, rising) => {
  expect(isWithin(list, 0, 20)).toBe(within);
  expect(isStrictlyAscending(list)).toBe(rising);
});
