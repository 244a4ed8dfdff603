import { savedText, savedTexts } from './savedValues';

test.each([
  [
    ['a', ' b ', ' ', 'a', null, 7],
    ['a', ' b ', '7'],
  ],
  ['a', ['a']],
  ['', []],
  [undefined, []],
  [null, []],
  [{ a: 1 }, []],
])('a list saved as %j is read as %j', (saved, texts) => {
  expect(savedTexts(saved)).toEqual(texts);
});

test('one text is read from a list too', () => {
  expect(savedText('a')).toBe('a');
  expect(savedText(['a', 'b'])).toBe('a, b');
  expect(savedText(undefined)).toBe('');
});
