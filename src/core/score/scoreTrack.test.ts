import { DEFAULT_THRESHOLDS, THRESHOLD_NAMES, type Thresholds } from '../measurements/thresholds';
import { METRICS_OF, type MetricName } from '../measurements/trackMetrics';
import { randomFrom, rankCorrelation, repeat, scored, seriesOf, type Row } from './score.fixture';
import { TRACK_GROUPS, type TrackGroup } from './trackGroup';

/** Four times bad of each metric; samples are those of a window of 10 s. */
const FAR: Readonly<Partial<Record<MetricName, number>>> = {
  packet_loss_percent: 20,
  rtt_ms: 1_600,
  jitter_ms: 120,
  concealed_samples: 0.28 * 480_000,
  freeze_count: 8,
};

const GOOD: Row = { packet_loss_percent: 0, rtt_ms: 0, jitter_ms: 0, concealed_samples: 0, freeze_count: 0, fps: 30 };

/** The good row of a group, with what such a track reports. */
function goodRow(group: TrackGroup): Row {
  const { side, kind } = seriesOf(group, []).track;
  return Object.fromEntries(METRICS_OF[side][kind].flatMap((name) => (name in GOOD ? [[name, GOOD[name]]] : [])));
}

function scoreOf(group: TrackGroup, rows: readonly Row[], thresholds: Thresholds = DEFAULT_THRESHOLDS): number {
  return scored(seriesOf(group, rows), thresholds).score ?? NaN;
}

/** The metrics by which each group is scored. */
const SCORED = TRACK_GROUPS.flatMap((group) =>
  Object.keys(goodRow(group))
    .filter((name) => !(group.endsWith('screen') && name === 'fps'))
    .map((name) => [group, name] as const)
);

describe.each(SCORED)('the score of %s over %s', (group, name) => {
  const valueAt = (step: number) =>
    name === 'fps' ? 30 - (29 * step) / 200 : ((FAR as Row)[name as MetricName] ?? NaN) * (step / 200);
  const scores = Array.from({ length: 201 }, (_, step) =>
    scoreOf(group, repeat(3, { ...goodRow(group), [name]: valueAt(step) }))
  );

  it('is 5 without a fault, falls with every step, and by little', () => {
    expect(scores[0]).toBe(5);
    const falls = scores.slice(1).map((score, i) => (scores[i] ?? NaN) - score);
    expect(falls.filter((fall) => !(fall > 0 && fall < 0.15))).toEqual([]);
  });

  it('falls on when everything else is as bad as can be', () => {
    const worst = {
      ...goodRow(group),
      ...Object.fromEntries(Object.keys(goodRow(group)).map((each) => [each, (FAR as Row)[each as MetricName] ?? 0])),
    };
    const [few, many] = [
      scoreOf(group, repeat(3, { ...worst, [name]: valueAt(150) })),
      scoreOf(group, repeat(3, { ...worst, [name]: valueAt(199) })),
    ];
    expect(many).toBeLessThan(few);
    expect(many).toBeGreaterThan(0);
  });
});

describe.each(TRACK_GROUPS)('the score of %s', (group) => {
  const random = randomFrom(TRACK_GROUPS.indexOf(group) + 1);
  const randomRow = (): Row =>
    Object.fromEntries(
      Object.keys(goodRow(group)).map((name) => [
        name,
        name === 'freeze_count'
          ? Math.floor(random() * 6)
          : random() * (name === 'fps' ? 30 : ((FAR as Row)[name as MetricName] ?? 0)),
      ])
    );
  // Freezes are whole numbers; a track with no other measure has them in windows of different lengths.
  const randomScore = () =>
    scored(seriesOf(group, Array.from({ length: 24 }, randomRow), { step: 5_000 + random() * 20_000 })).score;

  it('is another one for each of 3,000 calls', () => {
    expect(new Set(Array.from({ length: 3_000 }, randomScore)).size).toBe(3_000);
  });

  it('falls with every bad window, and the first costs most', () => {
    const bad = { ...goodRow(group), packet_loss_percent: 8, freeze_count: 3 };
    const scores = Array.from({ length: 25 }, (_, count) =>
      scoreOf(group, [...repeat(count, bad), ...repeat(24 - count, goodRow(group))])
    );
    const costs = scores.slice(1).map((score, i) => (scores[i] ?? NaN) - score);
    expect(costs.every((cost, i) => cost > 0 && (i === 0 || cost < (costs[i - 1] ?? 0)))).toBe(true);
  });

  it('does not depend on where the bad windows are', () => {
    const bad = { ...goodRow(group), packet_loss_percent: 8, freeze_count: 3 };
    const good = goodRow(group);
    expect(scoreOf(group, [bad, good, good, bad])).toBeCloseTo(scoreOf(group, [good, bad, bad, good]), 12);
  });
});

it.each<[TrackGroup, Row, number]>([
  // Where half of all points are gone, by hand: 5 (2.5 + √6.5) / (5 + √25.25) = 2.51847.
  ['sent speech', { packet_loss_percent: 12 }, 2.51847],
  ['sent speech', { rtt_ms: 500, jitter_ms: 100 }, 2.51847],
  ['sent camera', { packet_loss_percent: 4.5 }, 2.51847],
  ['sent screen', { rtt_ms: 700 }, 2.51847],
  ['received speech', { concealed_samples: 0.05 * 480_000 }, 2.51847],
  ['received speech', { packet_loss_percent: 12 }, 2.51847],
  ['received speech', { concealed_samples: 0.04 * 480_000, packet_loss_percent: 10 }, 2.51847],
  ['received camera', { freeze_count: 1.5 }, 2.51847],
  ['received screen', { freeze_count: 4.5 }, 2.51847],
  // 5 points together: 5 · ½ / (5 + √25.25).
  ['sent camera', { packet_loss_percent: 4.5, rtt_ms: 700 }, 0.24938],
  ['received camera', { fps: 15 }, 3.75722],
])('%s with %j scores %d', (group, row, score) => {
  expect(scoreOf(group, repeat(3, row))).toBeCloseTo(score, 4);
});

describe('what is not judged', () => {
  const bad = { packet_loss_percent: 100, rtt_ms: 5_000 };

  it.each<[string, TrackGroup, Row]>([
    ['a muted microphone', 'sent speech', { ...bad, bitrate: 0 }],
    ['comfort noise', 'sent speech', { ...bad, bitrate: 3_000 }],
    ['a paused camera', 'sent camera', { ...bad, fps: 0, bitrate: 0 }],
    ['black frames', 'sent camera', { ...bad, fps: 30, bitrate: 15_000 }],
    ['a camera without frames or bitrate', 'sent camera', { ...bad, fps: 0, bitrate: null }],
    ['a still screen', 'sent screen', { ...bad, bitrate: 12_000 }],
    ['a camera that is not received', 'received camera', { fps: 0, freeze_count: 0 }],
    ['a track without measures', 'received speech', {}],
  ])('%s', (_, group, row) => {
    expect(scored(seriesOf(group, repeat(9, row))).score).toBeNull();
  });

  it('a muted or still part of a track does not change its score', () => {
    const speech = { packet_loss_percent: 4 };
    const muted = repeat(9, { packet_loss_percent: 100, bitrate: 0 });
    expect(scoreOf('sent speech', [...repeat(5, speech), ...muted])).toBe(scoreOf('sent speech', repeat(5, speech)));
  });

  it('the frame rate of a screen, whatever its threshold', () => {
    const thresholds = { ...DEFAULT_THRESHOLDS, screen_fps: { good: 30, bad: 29 } };
    expect(scoreOf('sent screen', repeat(5, { fps: 1, packet_loss_percent: 0 }), thresholds)).toBe(5);
    expect(scoreOf('received screen', repeat(5, { fps: 1, freeze_count: 0 }), thresholds)).toBe(5);
  });

  it.each([2, 3])('fewer than three windows: %d', (count) => {
    expect(scored(seriesOf('sent speech', repeat(count, bad))).score === null).toBe(count < 3);
    // Half of what is least for speech was sent, so twice as many are needed.
    const half = repeat(2 * count, { ...bad, bitrate: 4_500 });
    expect(scored(seriesOf('sent speech', half)).score === null).toBe(count < 3);
  });

  it('a single window, of no length', () => {
    expect(scored(seriesOf('received camera', [{ freeze_count: 9 }])).score).toBeNull();
  });
});

it('a received camera that froze is judged although no frame came', () => {
  expect(scoreOf('received camera', repeat(3, { fps: 0, freeze_count: 1, bitrate: 0 }))).toBeLessThan(1);
});

it.each(SCORED)('gives %s a score whatever its %s is, and values that cannot be raise none', (group, name) => {
  // A received camera without frames is judged where it freezes.
  const others = { ...goodRow(group), ...(name === 'fps' ? { freeze_count: 1 } : {}) };
  const at = (value: number) => scoreOf(group, repeat(3, { ...others, [name]: value }));
  for (const value of [-1e308, -1, 1e12, 1e300, 1.7e308, 5e-324]) {
    expect(at(value)).toBeGreaterThan(0);
    expect(at(value)).toBeLessThanOrEqual(5);
  }
  expect(at(-1)).toBe(at(0));
  expect(at(1e300)).toBe(name === 'fps' ? at(30) : at(1e12));
});

it('a bitrate below 0 is unknown', () => {
  const at = (bitrate: number | null) => scoreOf('sent speech', repeat(3, { packet_loss_percent: 4, bitrate }));
  expect(at(-7)).toBe(at(null));
});

describe('thresholds', () => {
  it.each(THRESHOLD_NAMES.filter((name) => name !== 'screen_fps'))('of %s move its score', (name) => {
    const metric = name === 'concealed_percent' ? 'concealed_samples' : name;
    const found = SCORED.find(([, each]) => each === metric);
    const group = found?.[0] ?? 'sent speech';
    const { good, bad } = DEFAULT_THRESHOLDS[name];
    const moved = { ...DEFAULT_THRESHOLDS, [name]: { good: good * 1.5 + 0.25, bad: bad * 1.5 + 0.5 } };
    const rowAt = (value: number) => ({
      ...goodRow(group),
      [metric]: name === 'concealed_percent' ? value * 4_800 : value,
    });
    for (const [at, usual] of [
      [good, moved[name].good],
      [bad, moved[name].bad],
    ] as const) {
      expect(scoreOf(group, repeat(3, rowAt(usual)), moved)).toBeCloseTo(scoreOf(group, repeat(3, rowAt(at))), 9);
    }
    expect(scoreOf(group, repeat(3, rowAt(0)), moved)).toBe(scoreOf(group, repeat(3, rowAt(0))));
  });

  it('score 3 % of loss as 5 % where 3 % is bad', () => {
    const moved = { ...DEFAULT_THRESHOLDS, packet_loss_percent: { good: 1, bad: 3 } };
    const [three, five] = [repeat(3, { packet_loss_percent: 3 }), repeat(3, { packet_loss_percent: 5 })];
    expect(scoreOf('sent camera', three, moved)).toBeCloseTo(scoreOf('sent camera', five), 12);
  });
});

/**
 * R of speech by ITU-T G.107: its delay impairment, with half of the round trip and a jitter buffer of twice the jitter
 * as the delay, and its effective equipment impairment, with Ie = 0.
 */
function transmissionRating(rtt: number, jitter: number, loss: number, robustness: number): number {
  const delay = rtt / 2 + 2 * jitter;
  const x = Math.log2(Math.max(delay, 100) / 100);
  const delayImpairment = 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
  return 93.2 - (delay > 100 ? delayImpairment : 0) - (95 * loss) / (loss + robustness);
}

it.each([10, 20])('ranks sent speech as the E-model does, with a robustness against loss of %d', (robustness) => {
  const random = randomFrom(7);
  const windows = Array.from({ length: 2_000 }, () => ({
    rtt: random() * 600,
    jitter: random() * 60,
    loss: random() ** 2 * 20,
  }));
  const scores = windows.map(({ rtt, jitter, loss }) =>
    scoreOf('sent speech', repeat(3, { rtt_ms: rtt, jitter_ms: jitter, packet_loss_percent: loss }))
  );
  const ratings = windows.map(({ rtt, jitter, loss }) => transmissionRating(rtt, jitter, loss, robustness));
  expect(rankCorrelation(scores, ratings)).toBeGreaterThanOrEqual(0.95);
});
