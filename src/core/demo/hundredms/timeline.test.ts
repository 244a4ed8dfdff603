import { along } from './timeline';

test('runs straight from point to point, and level before the first and after the last', () => {
  const values = [0, 10_000, 15_000, 20_000, 30_000, 99_000].map((at) =>
    along(
      [
        [10, 1],
        [20, 3],
        [30, 0],
      ],
      at
    )
  );
  expect(values).toEqual([1, 1, 2, 3, 0, 0]);
});
