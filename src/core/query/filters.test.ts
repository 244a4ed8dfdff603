import { unknownKeys } from './filters';

const filtersOn = (...keys: readonly string[]) => keys.map((key) => ({ key, operator: '=', values: ['x'] }) as const);

it.each([
  ['none', [], null],
  ['known labels', ['peer', 'side'], null],
  ['an unknown label', ['side', 'foo'], 'This query has no label foo. You can filter by peer, side.'],
  [
    'two unknown labels, one of them twice',
    ['a', 'b', 'a'],
    'This query has no label a, b. You can filter by peer, side.',
  ],
  ['an unknown label with a control character', ['a\nb'], 'This query has no label a b. You can filter by peer, side.'],
])('filters on %s', (_, keys, expected) => {
  expect(unknownKeys(filtersOn(...keys), ['peer', 'side'])).toBe(expected);
});
