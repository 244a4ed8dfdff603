import { peersOf } from './checkPeers';

test.each([
  ['', undefined],
  [' ', undefined],
  ['50', 50],
  ['1', 1],
  ['0', null],
  ['-1', null],
  ['2.5', null],
  ['many', null],
])('%j typed as a number of peers is %s', (text, expected) => {
  expect(peersOf(text)).toBe(expected);
});
