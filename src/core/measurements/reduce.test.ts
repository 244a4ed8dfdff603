import { reduce } from './reduce';

it.each([
  ['last', 20],
  ['mean', 25],
  ['min', 10],
  ['max', 40],
  ['p95', 40],
  ['sum', 100],
] as const)('%s of 40, null, 10, 30, 20, null', (by, expected) => {
  expect(reduce([40, null, 10, 30, 20, null], by)).toBe(expected);
});

it('p95 is the nearest rank: of 20 samples the 19th, of 21 the 20th', () => {
  const samples = Array.from({ length: 21 }, (_, i) => 21 - i);
  expect(reduce(samples.slice(1), 'p95')).toBe(19);
  expect(reduce(samples, 'p95')).toBe(20);
});

it('without numbers there is no result', () => {
  for (const by of ['last', 'mean', 'min', 'max', 'p95', 'sum'] as const) {
    expect(reduce([null, null], by)).toBeNull();
    expect(reduce([], by)).toBeNull();
  }
});

it('a sum beyond the range of a double is null', () => {
  expect(reduce([1e308, 1e308], 'sum')).toBeNull();
  expect(reduce([1e308, 1e308], 'mean')).toBeNull();
});
