import { facetOf, hash, noise, rounded, triangle, triangleArea } from './noise';

test('the hash is the same everywhere and for ever: a changed value changes every demo call', () => {
  expect([hash(0, 0), hash(0, 1), hash(1, 0), hash(1, 2), hash(2, 1), hash(1_764_756_656, 7)]).toEqual([
    3404925616, 659015409, 3235708316, 1528340906, 2290936219, 4107404419,
  ]);
});

test('the hash is a whole number of 32 bits, without a sign', () => {
  const hashes = Array.from({ length: 1_000 }, (_, i) => hash(i, -i));
  expect(hashes.every((value) => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff)).toBe(true);
  expect(new Set(hashes).size).toBe(1_000);
});

test.each([
  ['keys', (i: number) => noise(7, i)],
  ['seeds', (i: number) => noise(i, 7)],
])('noise of neighbouring %s spreads evenly over -1 to 1', (_, at) => {
  const values = Array.from({ length: 10_000 }, (_, i) => at(i));
  const tenths = Array.from(
    { length: 10 },
    (_, i) => values.filter((v) => v >= i / 5 - 1 && v < (i + 1) / 5 - 1).length
  );
  expect(tenths.reduce((sum, count) => sum + count)).toBe(10_000);
  expect(tenths.filter((count) => count <= 850)).toEqual([]);
  const products = values.slice(1).map((value, i) => value * (values[i] ?? 0));
  expect(Math.abs(products.reduce((sum, product) => sum + product)) / 10_000).toBeLessThan(0.02);
});

test('the facets of a hash spread evenly, and tell nothing of each other', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [1, 2, 3, 10, 11].map((facet) => facetOf(hash(1, i), facet)));
  const mean = (of: (row: readonly number[]) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  for (let a = 0; a < 5; a++) {
    expect(Math.abs(mean((row) => row[a] ?? NaN))).toBeLessThan(0.02);
    expect(mean((row) => (row[a] ?? NaN) * (row[a] ?? NaN))).toBeCloseTo(1 / 3, 1);
    for (let b = 0; b < a; b++) {
      expect(Math.abs(mean((row) => (row[a] ?? NaN) * (row[b] ?? NaN)))).toBeLessThan(0.02);
    }
  }
});

test('the triangle wave starts at 0, rises, and comes back', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map((at) => triangle(at, 8))).toEqual([0, 0.5, 1, 0.5, 0, -0.5, -1, -0.5, 0]);
});

test('the area under the wave is the sum of its small steps', () => {
  let sum = 0;
  for (let at = 0; at < 20; at += 0.01) {
    expect(triangleArea(at, 8)).toBeCloseTo(sum, 5);
    sum += (0.01 * (triangle(at, 8) + triangle(at + 0.01, 8))) / 2;
  }
});

test('rounds to parts of one', () => {
  expect([rounded(1.2345, 100), rounded(-0.4, 1), rounded(2.5, 1)]).toEqual([1.23, -0, 3]);
});
