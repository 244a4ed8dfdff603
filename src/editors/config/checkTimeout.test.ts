import { timeoutOf } from './checkTimeout';

test.each([
  ['', undefined],
  [' ', undefined],
  ['30', 30],
  ['0.5', 0.5],
  ['3600', 3600],
  ['3601', null],
  ['0', null],
  ['-1', null],
  ['soon', null],
])('the timeout %j is %s', (text, expected) => {
  expect(timeoutOf(text)).toBe(expected);
});
