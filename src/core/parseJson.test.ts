import { parseJson } from './parseJson';

it('a document may begin with a byte order mark, and may not be JSON', () => {
  expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
  expect(parseJson('\ufeff{"a":+Infinity}')).toEqual({ a: -Infinity });
  expect(parseJson('{"a":')).toBeUndefined();
});

it.each([
  ['{"a":NaN}', { a: -Infinity }],
  ['[NaN,-Infinity, Infinity ,1]', [-Infinity, -Infinity, -Infinity, 1]],
  ['{"NaN":"NaN, \\"NaN","a":[NaN]}', { NaN: 'NaN, "NaN', a: [-Infinity] }],
  ['NaN', -Infinity],
  ['[nan,-nan,+NAN,inf,-inf,+Inf,+Infinity,null]', [...Array<number>(7).fill(-Infinity), null]],
  ['1.NaN', undefined],
  ['1-Infinity', undefined],
  ['+1', undefined],
  ['--inf', undefined],
  ['nano', undefined],
  ['"NaN', undefined],
])('of %s, which is not quite JSON, the rest is read', (text, expected) => {
  expect(parseJson(text)).toEqual(expected);
});

it.each([
  [
    '{"id":1234567890123456789,"a":{"id": -1234567890123456 }}',
    { id: '1234567890123456789', a: { id: '-1234567890123456' } },
  ],
  ['{"id":1234567890123456.5,"a":[1234567890123456]}', { id: 1234567890123456.5, a: [1234567890123456] }],
  ['{"a: 1234567890123456":"b: 1234567890123456"}', { 'a: 1234567890123456': 'b: 1234567890123456' }],
  ['{"id":1234567890123456789,"fps":NaN}', { id: '1234567890123456789', fps: -Infinity }],
])('a long whole number keeps all its digits: %s', (text, expected) => {
  expect(parseJson(text)).toEqual(expected);
});
