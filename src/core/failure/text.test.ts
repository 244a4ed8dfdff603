import { truncate, truncateUnits, joinWithin, formatUtc, joinList, quote } from './text';

it('truncates a text to 300 characters on one line, without control characters', () => {
  expect(truncate(' a\r\n\tb\u0000c\u007f ')).toBe('a b c');
  expect(truncate('x'.repeat(300))).toBe('x'.repeat(300));
  expect(truncate('😀'.repeat(301))).toBe(`${'😀'.repeat(300)}…`);
});

it('formats an instant in UTC', () => {
  expect(formatUtc(1738843560999)).toBe('2025-02-06 12:06:00 UTC');
});

it('lists the first few of many names', () => {
  expect(joinList(['a', 'b'])).toBe('a, b');
  expect(joinList(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});

it('cuts no character in half, and replaces half characters', () => {
  expect(truncate(`${'x'.repeat(3_999)}😀`, 5_000)).toBe('x'.repeat(3_999));
  expect(truncate('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
});

it('counts UTF-16 units if a whole message is limited', () => {
  expect(truncateUnits('😀'.repeat(10), 20)).toBe('😀'.repeat(10));
  expect(truncateUnits('😀'.repeat(10), 8)).toBe(`${'😀'.repeat(3)}…`);
  expect(joinWithin(['😀'.repeat(700)], ' ', () => 'more')).toBe(`${'😀'.repeat(349)}…`);
});

it('joins as many texts as fit into a message, and counts the others', () => {
  const rest = (left: number) => `${left} more`;
  expect(joinWithin(['a', 'b', 'c'], ' ', rest, 2)).toBe('a b 1 more');
  const many = joinWithin(
    Array.from({ length: 1_000 }, () => 'x'.repeat(2_000)),
    '; ',
    rest
  );
  expect(many.length).toBeLessThan(1_000);
  expect(many.endsWith('; 999 more')).toBe(true);
});

it('quotes a saved value, however deep it is', () => {
  expect(quote({ a: [1, 'b', null, true, undefined], c: undefined })).toBe('{"a":[1,"b",null,true]}');
  expect(quote(undefined)).toBe('undefined');
  const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 1);
  expect(quote(deep)).toBe(`${'['.repeat(100)}…`);
  expect(quote('x'.repeat(1e6))).toBe(`"${'x'.repeat(99)}…`);
});

it('formats no instant whose year does not have four digits', () => {
  expect(formatUtc(253_402_300_799_999)).toBe('9999-12-31 23:59:59 UTC');
  expect([formatUtc(8.64e15), formatUtc(-8.64e15), formatUtc(NaN)]).toEqual([
    'a time after the year 9999',
    'a time before the year 1',
    'a time before the year 1',
  ]);
});
