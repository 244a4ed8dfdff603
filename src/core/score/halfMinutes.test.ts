import { causeHalfMinutesOf, deficitIn, weightIn, type HalfMinutes } from './halfMinutes';
import { repeat, scored, seriesOf, START } from './score.fixture';

const FIRST = START / 30_000;

/** What is kept of some half minutes, as numbers. */
const numbersOf = (half: HalfMinutes, count: number) =>
  Array.from({ length: count }, (_, i) => [deficitIn(half, FIRST + i), weightIn(half, FIRST + i)]);

it('sums up windows in half minutes of the clock, as near as a character tells', () => {
  const track = scored(
    seriesOf('received speech', [...repeat(3, { packet_loss_percent: 0 }), ...repeat(3, { packet_loss_percent: 12 })])
  );
  const half = causeHalfMinutesOf(track);
  expect(half.deficits).toHaveLength(2);
  expect(deficitIn(half, FIRST)).toBe(0);
  expect(deficitIn(half, FIRST + 1)).toBeCloseTo(5 - 2.51847, 1);
  expect([deficitIn(half, FIRST - 1), deficitIn(half, FIRST + 2)]).toEqual([NaN, NaN]);
});

it('splits a window among the half minutes in which it was', () => {
  const rows = repeat(3, { packet_loss_percent: 12 });
  // Windows of 20 s from 25 s on: 5 s in the first half minute, 30 s in the next, 25 s in the last.
  const half = causeHalfMinutesOf(scored(seriesOf('received speech', rows, { step: 20_000, start: START + 25_000 })));
  const [first, second, third] = numbersOf(half, 3);
  expect([first?.[0], second?.[0]]).toEqual([third?.[0], third?.[0]]);
  expect((first?.[1] ?? 0) / (second?.[1] ?? 0)).toBeCloseTo(1 / 6, 1);
  expect((third?.[1] ?? 0) / (second?.[1] ?? 0)).toBeCloseTo(5 / 6, 1);
});

it('of what is sent keeps what travels on: loss and frame rate, not delay', () => {
  const sent = (row: object) => causeHalfMinutesOf(scored(seriesOf('sent camera', repeat(3, row))));
  expect(deficitIn(sent({ packet_loss_percent: 0, rtt_ms: 2_000, fps: 30 }), FIRST)).toBe(0);
  expect(deficitIn(sent({ packet_loss_percent: 9, rtt_ms: 0, fps: 30 }), FIRST)).toBeGreaterThan(3);
  expect(deficitIn(sent({ packet_loss_percent: 0, rtt_ms: 0, fps: 5 }), FIRST)).toBeGreaterThan(3);
  expect(sent({ packet_loss_percent: 9 }).weights).toBe('');
});

it('knows nothing of half minutes in which nothing was sent', () => {
  const muted = repeat(6, { packet_loss_percent: 0, bitrate: 0 });
  const half = causeHalfMinutesOf(
    scored(seriesOf('received speech', [...muted, ...repeat(3, { packet_loss_percent: 0 })]))
  );
  expect(numbersOf(half, 3).map(([deficit]) => deficit)).toEqual([NaN, NaN, 0]);
});

it('is about the middle of a call, where a clock was set in it', () => {
  const whole = seriesOf('received speech', repeat(30, { packet_loss_percent: 12 }));
  const day = 86_400_000;
  for (const times of [
    whole.times.map((time, i) => (i === 0 ? time - 2 * day : time)),
    whole.times.map((time, i) => (i === 29 ? time + 2 * day : time)),
  ]) {
    const half = causeHalfMinutesOf(scored({ ...whole, times }));
    expect(
      numbersOf(half, 9)
        .slice(1)
        .every(([deficit]) => (deficit ?? 0) > 2)
    ).toBe(true);
  }
});

it('keeps a day at most, however far apart and long windows are', () => {
  const year = 365 * 86_400_000;
  const half = causeHalfMinutesOf(
    scored(seriesOf('received speech', repeat(5, { packet_loss_percent: 9 }), { step: year }))
  );
  expect(half.deficits).toHaveLength(2_880);
  expect(causeHalfMinutesOf(scored(seriesOf('received speech', []))).deficits.trim()).toBe('');
});

it('keeps about two characters of a received track and one of a sent one for each half minute', () => {
  const rows = repeat(360, { packet_loss_percent: 1 });
  const bytes = (group: 'sent speech' | 'received speech') => {
    const { deficits, weights } = causeHalfMinutesOf(scored(seriesOf(group, rows)));
    return deficits.length + weights.length;
  };
  expect([bytes('sent speech'), bytes('received speech')]).toEqual([120, 240]);
});
