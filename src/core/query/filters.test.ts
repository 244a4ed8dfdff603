import { unknownKeys } from './filters';

const filtersOn = (...keys: readonly string[]) => keys.map((key) => ({ key, operator: '=', values: ['x'] }) as const);

it.each([
  ['none', [], null],
  ['labels', ['peer', 'side'], null],
  ['one that is none', ['side', 'foo'], 'This query has no label foo. You can filter by peer, side.'],
  ['two, one of them twice', ['a', 'b', 'a'], 'This query has no label a, b. You can filter by peer, side.'],
  ['odd characters', ['a\nb'], 'This query has no label a b. You can filter by peer, side.'],
])('filters on %s', (_, keys, expected) => {
  expect(unknownKeys(filtersOn(...keys), ['peer', 'side'])).toBe(expected);
});
