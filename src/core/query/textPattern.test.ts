import { textPattern } from './textPattern';

it.each([
  ['lima', 'Guest (Lima)', true],
  ['Guest (Lima)', 'guest (lima) 2', true],
  ['oslo', 'Guest (Lima)', false],
  ['', 'anything', true],
  ['^guest', 'Guest (Lima)', true],
  ['^lima', 'Guest (Lima)', false],
  ['lima)$', 'Guest (Lima)', true],
  ['guest$', 'Guest (Lima)', false],
  ['^guest$', 'Guest', true],
  ['^guest$', 'Guest Guest', false],
  ['^$', '', true],
  ['^$', 'x', false],
  ['oslo|lima', 'Guest (Lima)', true],
  ['^lima|^oslo', 'Guest (Lima)', false],
  ['g.*lima', 'Guest (Lima)', true],
  ['lima.*g', 'Guest (Lima)', false],
  ['^.*lima.*$', 'Guest (Lima)', true],
  ['^ab.*ba$', 'aba', false],
  ['^ab.*ba$', 'abba', true],
  ['a.c', 'abc', false],
  ['a.c', 'A.C', true],
  ['a\\|b', 'a|b', true],
  ['\\^a', '^a', true],
  ['a\\.*', 'a.*', true],
  ['a\\', 'a\\', true],
])('%s in %s: %s', (pattern, text, expected) => {
  expect(textPattern(pattern)(text)).toBe(expected);
});
