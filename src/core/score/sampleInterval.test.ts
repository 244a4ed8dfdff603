import { gapAfter } from './sampleInterval';

it.each([
  ['no sample', [], null],
  ['one sample', [5000], null],
  ['a step of 10 s', [0, 10_000, 20_000], 25_000],
  [
    'a step of 30 s, windows cut short by a mute and one gap',
    [0, 30_000, 60_000, 64_000, 94_000, 300_000, 330_000],
    75_000,
  ],
])('%s', (_, times, expected) => {
  expect(gapAfter(times)).toBe(expected);
});
