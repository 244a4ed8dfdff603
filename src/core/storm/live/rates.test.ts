import fc from 'fast-check';
import type { SubstreamValues } from '../substream';
import { previousOf, pointOf } from './rates';

const START = 1_764_683_374_353;

const snapshot = (generatedAt: number, inTotalBytes: number, startTime: number | null = START): SubstreamValues => ({
  startTime,
  generatedAt,
  inTotalBytes,
  inBandwidth: 456_707,
  healthScore: 88,
  healthGrade: 'Very Good',
});

const rate = (now: SubstreamValues, before: SubstreamValues | null) =>
  pointOf('substream', 1, now, before).values.inTotalBytes;

it('a gauge is unchanged, a counter becomes a rate per second by the server clock', () => {
  const { time, values } = pointOf(
    'substream',
    5,
    snapshot(START + 4_000, 9_000),
    previousOf(snapshot(START + 2_000, 1_000))
  );
  expect(time).toBe(5);
  expect(values).toMatchObject({ inBandwidth: 456_707, healthScore: 88, inTotalBytes: 4_000, outTotalBytes: null });
});

it.each([
  ['the first snapshot', snapshot(START + 2_000, 9), null],
  ['a stream that restarted', snapshot(START + 4_000, 9_000, START + 3_000), snapshot(START + 2_000, 1_000)],
  ['a start that one snapshot lacks', snapshot(START + 4_000, 9_000, null), snapshot(START + 2_000, 1_000)],
  ['a counter that went back', snapshot(START + 4_000, 1_000), snapshot(START + 2_000, 9_000)],
  ['a repeated snapshot time', snapshot(START + 2_000, 9_000), snapshot(START + 2_000, 1_000)],
  ['a clock that went back', snapshot(START + 1_000, 9_000), snapshot(START + 2_000, 1_000)],
  ['a missing counter', { ...snapshot(START + 4_000, 9), inTotalBytes: null }, snapshot(START + 2_000, 1)],
])('%s has no rate', (_, now, before) => expect(rate(now, before)).toBeNull());

it('the counters of a server have no rate after its restart', () => {
  const at = (generatedAt: number, inTotalBytes: number, launchDate: number) => ({
    generatedAt,
    inTotalBytes,
    launchDate,
  });
  const rateOf = (launchDate: number) =>
    pointOf('server', 1, at(START + 2_000, 9_000, launchDate), previousOf(at(START, 1_000, START - 1))).values;
  expect(rateOf(START - 1)).toMatchObject({ inTotalBytes: 4_000, cpuUsagePercent: null });
  expect(rateOf(START)).toMatchObject({ inTotalBytes: null });
});

it('without a start time in either snapshot, only a counter that went back shows a restart', () => {
  expect(rate(snapshot(START + 4_000, 9_000, null), snapshot(START + 2_000, 1_000, null))).toBe(4_000);
});

it('a health metric is null if its own grade is No Data, and the others stay', () => {
  const leaves = { ...snapshot(START, 0), healthScore: 0, healthGrade: 'No Data', fpsDev: 0, fpsDevGrade: 'Good' };
  expect(pointOf('substream', 1, leaves, null).values).toMatchObject({ healthScore: null, fpsDev: 0 });
});

/** Snapshots of a growing counter: milliseconds to the next one, and the growth. */
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.nat(1e9)), { minLength: 1, maxLength: 30 });

it('rates multiplied by the time between snapshots add up to the growth of the counter', () => {
  fc.assert(
    fc.property(steps, fc.nat(1e12), (taken, first) => {
      let before = snapshot(START, first);
      let sum = 0;
      for (const [milliseconds, grown] of taken) {
        const now = snapshot(Number(before.generatedAt) + milliseconds, Number(before.inTotalBytes) + grown);
        sum += ((rate(now, previousOf(before)) ?? NaN) * milliseconds) / 1_000;
        before = now;
      }
      const grown = Number(before.inTotalBytes) - first;
      expect(Math.abs(sum - grown)).toBeLessThanOrEqual(1e-9 * grown);
    })
  );
});

it('no rate is ever negative or infinite, for any two snapshots', () => {
  const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
  const time = orNull(fc.integer());
  const count = orNull(fc.double({ noNaN: true, min: -1e15, max: 1e15 }));
  fc.assert(
    fc.property(time, time, count, count, fc.boolean(), (at, then, much, little, isSame) => {
      const now = { startTime: 1, generatedAt: at, inTotalBytes: much };
      const result = rate(now, { startTime: isSame ? 1 : 2, generatedAt: then, inTotalBytes: little });
      expect(result === null || (isSame && Number.isFinite(result) && (result ?? -1) >= 0)).toBe(true);
    })
  );
});
