import { unknownKeys } from './filters';

const on = (...keys: readonly string[]) => keys.map((key) => ({ key, operator: '=', values: ['x'] }) as const);

it.each([
  ['none', [], null],
  ['labels', ['peer', 'side'], null],
  ['one that is none', ['side', 'foo'], 'No filter of this query can be on foo: its labels are peer, side.'],
  ['two, one of them twice', ['a', 'b', 'a'], 'No filter of this query can be on a, b: its labels are peer, side.'],
  ['odd characters', ['a\nb'], 'No filter of this query can be on a b: its labels are peer, side.'],
])('filters on %s', (_, keys, expected) => {
  expect(unknownKeys(on(...keys), ['peer', 'side'])).toBe(expected);
});
