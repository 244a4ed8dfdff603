import { asInstant, asNumber, asObject, asText, hasMembers } from './json';
import { parseJson } from './parseJson';

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

it.each<[unknown, number | null]>([
  [1738843560000.9, 1738843560000],
  ['1738843560000', 1738843560000],
  [1738843560, 1738843560000],
  [1738843560.123, 1738843560123],
  ['1738843560', 1738843560000],
  [1738843560000999, 1738843560000],
  [1738843560010000000, 1738843560010],
  [-1, null],
  [0, null],
  [5, null],
  [1e300, null],
  [9_300_000_000_000_000_000, null],
  ['2022-09-08T15:52:02.194Z', 1662652322194],
  ['2022-09-08T15:52:02Z', 1662652322000],
  ['2022-09-08T15:52:02.194999999Z', 1662652322194],
  ['2022-09-08T15:52:02,1Z', 1662652322100],
  ['2022-09-08T15:52Z', 1662652320000],
  ['2022-09-08T15:52:02', 1662652322000],
  ['2022-09-08 15:52:02', 1662652322000],
  ['20220908T155202Z', 1662652322000],
  ['2022-09-08t15:52:02z', 1662652322000],
  ['2022-09-08T15:52:02+0000', 1662652322000],
  ['2022-09-08T21:22:02+05:30', 1662652322000],
  ['2022-09-08T08:52:02-07', 1662652322000],
  ['2016-12-31T23:59:60Z', 1483228800000],
  ['2022-09-08T12:52:02\u221203:00', 1662652322000],
  ['2022-09-07T24:00:00Z', 1662595200000],
  ['2022-09-07T24:00:01Z', null],
  ['2022-09-08', 1662595200000],
  ['2022-13-08T15:52:02Z', null],
  ['2022-02-30T15:52:02Z', null],
  ['2022-02-30T15:52:02.194Z', null],
  ['2022-09-08T15:52:02.194x9Z', null],
  ['2022-09-08T25:00:00Z', null],
  ['0001-01-01T00:00:00Z', null],
  ['9999-01-01T00:00:00Z', null],
  ['', null],
  [true, null],
])('the time %j is %j', (value, expected) => {
  expect(asInstant(value)).toBe(expected);
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
