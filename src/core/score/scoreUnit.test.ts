import { DEFAULT_THRESHOLDS } from '../measurements/thresholds';
import { incidentsOf } from './incidents';
import { randomFrom, repeat, scored, seriesOf, START, type Row } from './score.fixture';
import { unitsOf, worstGroupOf } from './scoreUnit';

const LOSSY = { packet_loss_percent: 5, fps: 30 };

describe('a camera', () => {
  const layer = (rid: string, rows: readonly Row[], start = START) => seriesOf('sent camera', rows, { rid, start });

  it('of one layer is scored as that layer', () => {
    const rows = [...repeat(5, LOSSY), ...repeat(3, { ...LOSSY, fps: 12 })];
    expect(scored([layer('h', rows)]).score).toBe(scored(seriesOf('sent camera', rows)).score);
  });

  it('of layers that are alike is scored as one of them', () => {
    const rows = repeat(6, LOSSY);
    const [one, three] = [scored([layer('h', rows)]), scored(['h', 'l', 'm'].map((rid) => layer(rid, rows)))];
    expect(three.score).toBeCloseTo(one.score ?? NaN, 12);
    expect(three.track.rid).toBeNull();
  });

  it('is scored however little apart the windows of its layers begin', () => {
    for (const [step, offset] of [
      [2_000, 700],
      [1_500, 750],
      [1_000, 500],
    ] as const) {
      const layers = ['h', 'l', 'm'].map((rid, i) =>
        seriesOf('sent camera', repeat(40, LOSSY), { rid, step, start: START + i * offset })
      );
      expect(scored(layers).score).toBeCloseTo(scored(seriesOf('sent camera', repeat(40, LOSSY))).score ?? NaN, 1);
    }
  });

  it('is not worse for a layer that is paused', () => {
    const paused = repeat(6, { packet_loss_percent: 100, fps: 0, bitrate: 0 });
    expect(scored([layer('h', paused), layer('l', repeat(6, LOSSY))]).score).toBeCloseTo(
      scored([layer('l', repeat(6, LOSSY))]).score ?? NaN,
      12
    );
  });

  it('counts layers by what they send: 30 kbit/s where that is unknown', () => {
    const percents = (bitrate: number | null) =>
      scored([
        layer('h', repeat(6, { packet_loss_percent: 8, fps: 30, bitrate: 90_000 })),
        layer('l', repeat(6, { packet_loss_percent: 0, fps: 30, bitrate })),
      ]).windows.measures.packet_loss_percent;
    expect(percents(270_000)?.[0]).toBeCloseTo(2, 12);
    expect(percents(null)?.[0]).toBeCloseTo(6, 12);
    expect(percents(20_000)?.[0]).toBeCloseTo((8 * 90) / (90 + 20 / 3), 9);
  });

  it('has a window between all boundaries of its layers, but none of less than a second', () => {
    const { windows } = scored([layer('h', repeat(3, LOSSY)), layer('l', repeat(3, LOSSY), START + 4_000)]);
    expect(windows.times.map((time) => time - START)).toEqual([4_000, 10_000, 14_000, 20_000, 24_000, 30_000, 34_000]);
    const near = scored([layer('h', repeat(3, LOSSY)), layer('l', repeat(3, LOSSY), START + 400)]);
    expect(near.windows.times.map((time) => time - START)).toEqual([10_400, 20_400, 30_400]);
  });

  it('is not judged where no layer has a window', () => {
    const { windows, weight } = scored([layer('h', repeat(3, LOSSY)), layer('l', repeat(3, LOSSY), START + 300_000)]);
    expect(windows.activity).toEqual([1, 1, 1, 0, 1, 1, 1]);
    expect(weight).toBe(60_000);
  });

  it('needs three windows of one layer', () => {
    const short = ['h', 'l'].map((rid, i) => layer(rid, repeat(2, LOSSY), START + 5_000 * i));
    expect(scored(short).windows.times.length).toBeGreaterThan(3);
    expect(scored(short).score).toBeNull();
  });

  it('has incidents of its own', () => {
    const rows = [...repeat(3, LOSSY), ...repeat(3, { fps: 30 })];
    const { windows } = scored(['h', 'l'].map((rid) => layer(rid, rows)));
    expect(incidentsOf(windows, DEFAULT_THRESHOLDS)).toMatchObject([{ from: START, to: START + 30_000, worst: 5 }]);
  });
});

it('the layers of a published video are one unit; other tracks are units of their own', () => {
  const tracks = [
    seriesOf('sent camera', [], { rid: 'l' }),
    seriesOf('received camera', [], { rid: 'l' }),
    seriesOf('sent screen', []),
    seriesOf('received camera', [], { rid: 'h' }),
    seriesOf('sent speech', []),
    seriesOf('sent camera', [], { rid: 'h' }),
  ];
  const named = (units: ReturnType<typeof unitsOf>) =>
    units.map((unit) => unit.map(({ track: { side, kind, type, rid } }) => `${side} ${kind} ${type} ${rid}`));
  const names = named(unitsOf(tracks));
  expect(names.flat()).toHaveLength(6);
  expect(names).toContainEqual(['publisher video regular h', 'publisher video regular l']);
  expect(named(unitsOf([...tracks].reverse()))).toEqual(names);
});

describe('a peer', () => {
  const speech = (loss: number, track_id: string, windows = 6) =>
    scored(seriesOf('received speech', repeat(windows, { packet_loss_percent: loss }), { track_id }));
  const camera = (loss: number) => scored(seriesOf('sent camera', repeat(6, { packet_loss_percent: loss })));

  it('has the score of its worst group', () => {
    const worst = worstGroupOf([speech(1, 'a'), camera(4)]);
    expect(worst).toMatchObject({ group: 'sent camera', score: camera(4).score });
  });

  it('has one score for the tracks of a group, each for as long as it was', () => {
    const [bad, good] = [speech(20, 'a', 3), speech(0, 'b', 9)];
    const expected = 5 - Math.sqrt(((5 - (bad.score ?? NaN)) ** 2 * 3) / 12);
    const worst = worstGroupOf([good, bad]);
    expect(worst?.score).toBeCloseTo(expected, 12);
    expect(worst?.worst).toBe(bad);
  });

  it('leaves out tracks that are too short to have a score', () => {
    expect(worstGroupOf([speech(40, 'a', 2), speech(1, 'b')])?.score).toBe(speech(1, 'b').score);
    expect(worstGroupOf([speech(40, 'a', 2)])).toBeNull();
    expect(worstGroupOf([])).toBeNull();
  });
});

it('no two of 3,000 random peers have the same score', () => {
  const random = randomFrom(11);
  const scores = Array.from({ length: 3_000 }, () => {
    const rows = () =>
      Array.from({ length: 8 }, () => ({ packet_loss_percent: random() * 20, rtt_ms: random() * 900 }));
    return worstGroupOf([scored(seriesOf('sent speech', rows())), scored(seriesOf('sent camera', rows()))])?.score;
  });
  expect(new Set(scores).size).toBe(3_000);
});
