import { matchesName, valueOnEnter, valueOnBlur, splitIds } from './matchOption';

test.each([
  ['a, b;c\nd\te  f', ['a', 'b', 'c', 'd', 'e', 'f']],
  [' a ', ['a']],
  [' , ', []],
])('IDs in %j', (text, ids) => {
  expect(splitIds(text)).toEqual(ids);
});

test('a name of Storm may contain spaces', () => {
  expect(splitIds('main stage, studio\r\nback stage', true)).toEqual(['main stage', 'studio', 'back stage']);
});

const OPTIONS = [
  { value: 'studio-2', label: 'studio-2' },
  { value: 'id-of-alice', label: 'Alice · host', name: 'Alice' },
  { value: 'first-stay', label: 'Mia · guest', name: 'Mia' },
  { value: 'second-stay', label: 'Mia · guest', name: 'Mia' },
  { value: '$peer', label: '$peer' },
  { value: ' ends', label: ' ends' },
];

test.each([
  ['Alice', 'id-of-alice'],
  ['alice · HOST', 'id-of-alice'],
  ['ali', null],
  ['Mia', null],
  ['$peer', '$peer'],
  ['$P', null],
  ['1169b4b7', '1169b4b7'],
  [' 1169b4b7 ', '1169b4b7'],
  ['studio', 'studio'],
  [' ends', ' ends'],
  ['Alice ', 'id-of-alice'],
  [' ', null],
])('%j, typed and left, means %j', (typed, id) => {
  expect(valueOnBlur(typed, OPTIONS, ['studio-2'])).toBe(id);
});

test.each([
  ['Alice', 'id-of-alice'],
  ['ali', 'id-of-alice'],
  ['guest', null],
  ['first-stay', 'first-stay'],
  ['studio', 'studio'],
  ['$p', '$p'],
  [' 1169b4b7', '1169b4b7'],
  [' ends', ' ends'],
])('%j, typed before Enter, means %j', (typed, id) => {
  expect(valueOnEnter(typed, OPTIONS)).toBe(id);
});

test.each([
  ['ali', true],
  ['HOST', true],
  ['studio', false],
  ['$p', false],
  ['', false],
])('%j is part of a name: %s', (typed, expected) => {
  expect(matchesName(typed, OPTIONS)).toBe(expected);
});

it('searches 150,000 options for a long text', () => {
  const options = Array.from({ length: 150_000 }, (_, i) => ({ value: `p${i}`, label: `Ada ${i}` }));
  const typed = 'x'.repeat(100_000);
  expect([valueOnBlur(typed, options, []), valueOnEnter(typed, options), matchesName(typed, options)]).toEqual([
    typed,
    typed,
    false,
  ]);
});

it('splits long pasted texts with any separators', () => {
  expect(splitIds(`a${' ,;'.repeat(40_000)}b${'\t'.repeat(40_000)}`)).toEqual(['a', 'b']);
  expect(splitIds(`a${' '.repeat(40_000)}b`, true)).toEqual([`a${' '.repeat(40_000)}b`]);
});
