import { bounded, instant, listed } from './words';

it('bounds words to 300 characters on one line, without control characters', () => {
  expect(bounded(' a\r\n\tb\u0000c\u007f ')).toBe('a b c');
  expect(bounded('x'.repeat(300))).toBe('x'.repeat(300));
  expect(bounded('😀'.repeat(301))).toBe(`${'😀'.repeat(300)}…`);
});

it('writes an instant in UTC', () => {
  expect(instant(1738843560999)).toBe('2025-02-06 12:06:00 UTC');
});

it('lists the first few of many', () => {
  expect(listed(['a', 'b'])).toBe('a, b');
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});
