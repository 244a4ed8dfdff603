import { asInstant, asNumber, asObject, asText, asTime, hasMembers, parseJson } from './json';

it.each([
  [5, 5],
  [-0, 0],
  ['64000', 64000],
  [' -1.5e3 ', -1500],
  ['.5', 0.5],
  ['0x10', null],
  ['Infinity', null],
  ['1e999', null],
  ['', null],
  [NaN, null],
  [Infinity, null],
  [true, null],
  [[1], null],
  [null, null],
])('the number in %j is %j', (value, expected) => {
  expect(asNumber(value)).toBe(expected);
});

it('a time is whole milliseconds that fit into 64 bits of nanoseconds', () => {
  expect(asTime(1738843560000.9)).toBe(1738843560000);
  expect(asTime('1738843560000')).toBe(1738843560000);
  expect(asTime(1e15)).toBeNull();
});

it('an instant is ISO 8601 in UTC and nothing else', () => {
  expect(asInstant('2022-09-08T15:52:02.194Z')).toBe(1662652322194);
  expect(asInstant('2022-09-08T15:52:02Z')).toBe(1662652322000);
  expect(asInstant('2022-09-08T15:52:02.1949999Z')).toBe(1662652322194);
  expect(asInstant('2022-09-08')).toBeNull();
  expect(asInstant('2022-13-08T15:52:02Z')).toBeNull();
  expect(asInstant('2022-02-30T25:00:00Z')).toBeNull();
  expect(asInstant('0001-01-01T00:00:00Z')).toBeNull();
  expect(asInstant(1662652322194)).toBeNull();
});

it('a text is well-formed', () => {
  expect(asText('a\ud800b\udc00\ud83d\ude00')).toBe('a\ufffdb\ufffd\ud83d\ude00');
  expect(asText('\u00e9\ud800')).toBe('\u00e9\ufffd');
  expect(asText('a\u007f')).toBe('a\u007f');
  expect(asText(5)).toBe('5');
  expect(asText({})).toBeNull();
});

it.each([
  ['{}', false],
  ['{"a":null}', true],
  ['{"__proto__":1}', true],
])('whether %s has members is %j', (text, expected) => {
  expect(hasMembers(asObject(parseJson(text)))).toBe(expected);
});

it('a document may begin with a byte order mark, and may not be JSON', () => {
  expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('{"a":')).toBeUndefined();
});
