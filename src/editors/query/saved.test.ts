import { textOf, textsOf } from './saved';

test.each([
  [
    ['a', ' b ', '', 'a', null, 7],
    ['a', 'b', '7'],
  ],
  ['a', ['a']],
  ['', []],
  [undefined, []],
  [null, []],
  [{ a: 1 }, []],
])('a list saved as %j is read as %j', (saved, texts) => {
  expect(textsOf(saved)).toEqual(texts);
});

test('one text is read from a list too', () => {
  expect(textOf('a')).toBe('a');
  expect(textOf(['a', 'b'])).toBe('a, b');
  expect(textOf(undefined)).toBe('');
});
