import { BETWEEN_IDS, BETWEEN_NAMES, meantBy, splitIds } from './ids';

test.each([
  ['a, b;c\nd\te  f', ['a', 'b', 'c', 'd', 'e', 'f']],
  [' a ', ['a']],
  [' , ', []],
])('IDs in %j', (text, ids) => {
  expect(splitIds(text, BETWEEN_IDS)).toEqual(ids);
});

test('a name of Storm may hold a blank', () => {
  expect(splitIds('main stage, studio\r\nback stage', BETWEEN_NAMES)).toEqual(['main stage', 'studio', 'back stage']);
});

test.each([
  ['Alice', 'id-of-alice'],
  ['ali', null],
  ['$peer', '$peer'],
  ['$P', null],
  ['1169b4b7', '1169b4b7'],
  ['studio', 'studio'],
  ['', null],
])('%j, typed and left, means %j', (typed, id) => {
  const options = [{ value: 'studio-2' }, { value: 'id-of-alice', label: 'Alice' }, { value: '$peer' }];
  expect(meantBy(typed, options, ['studio-2'])).toBe(id);
});
