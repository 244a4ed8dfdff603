import { formatSaved } from './formatSaved';

test.each([
  [undefined, ''],
  [null, ''],
  ['', ''],
  [0, '0'],
  [2.5, '2.5'],
  ['many', 'many'],
  [[30], '[30]'],
  [true, 'true'],
])('%j is shown as %j', (saved, text) => {
  expect(formatSaved(saved)).toBe(text);
});
