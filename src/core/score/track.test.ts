import fc from 'fast-check';
import { THRESHOLD_NAMES, DEFAULT_THRESHOLDS, type ThresholdName } from '../measurements/thresholds';
import { scoreOf } from './track';
import type { Windows } from './windows';

const START = 1_000_000;

type Measures = Partial<Record<ThresholdName, number>>;

/** Windows of 10 s, one after the other. */
function windows(...rows: readonly Measures[]): Windows {
  const names = THRESHOLD_NAMES.filter((name) => rows.some((row) => row[name] !== undefined));
  return {
    times: rows.map((_, i) => START + (i + 1) * 10_000),
    lengths: rows.map(() => 10_000),
    measures: names.map((name) => ({ name, values: rows.map((row) => row[name] ?? null) })),
  };
}

const WELL = { packet_loss_percent: 0, fps: 30 };
const LOSSY = { packet_loss_percent: 8.2, fps: 30 };

const judge = (all: Windows, isSpeech = false) => scoreOf(all, DEFAULT_THRESHOLDS, isSpeech, START);

it('a call without fault has the best score and no reasons', () => {
  expect(judge(windows(WELL, WELL, WELL))).toMatchObject({ score: 5, reasons: [], incidents: [], covered: 30_000 });
});

it('an incident is a reason, with what it was, how long and when', () => {
  const { score, reasons } = judge(
    windows(...Array.from({ length: 19 }, () => WELL), LOSSY, LOSSY, LOSSY, LOSSY, WELL)
  );
  expect(reasons).toEqual(['packet loss 8.2 % for 40 s from 3:10 into the call: -2']);
  expect(score).toBeCloseTo((20 * 5) / 24 - 2, 5);
});

it('incidents take 3 at most, and each reason tells its share of that', () => {
  const LOST = { packet_loss_percent: 100, fps: 30 };
  const { score, reasons } = judge(
    windows(
      ...Array.from({ length: 20 }, () => LOST),
      WELL,
      WELL,
      ...Array.from({ length: 10 }, () => LOST),
      ...Array.from({ length: 60 }, () => WELL)
    )
  );
  expect(reasons).toEqual([
    'packet loss 32.6 % on average: 3.4 of 5',
    'packet loss 100 % for 3 min 20 s from 0:00 into the call: -2',
    'packet loss 100 % for 1 min 40 s from 3:40 into the call: -1',
  ]);
  expect(score).toBeCloseTo((62 * 5) / 92 - 3, 5);
});

it('of many incidents the three that took most are told, by time, and the others summed up', () => {
  const bad = (loss: number) => [{ packet_loss_percent: loss, fps: 30 }, WELL, WELL];
  const { reasons } = judge(windows(...[6, 20, 6, 30, 5, 25].flatMap(bad)));
  expect(reasons.map((reason) => reason.replace(/ for .* into the call/, ''))).toEqual([
    'packet loss 5.1 % on average: 3.6 of 5',
    'packet loss 20 %: -0.5',
    'packet loss 30 %: -0.5',
    'packet loss 25 %: -0.5',
    '3 lesser incidents: -1.1',
  ]);
});

it('a single window between two bad ones is part of the incident, two are not', () => {
  expect(judge(windows(LOSSY, WELL, LOSSY, WELL)).incidents).toHaveLength(1);
  expect(judge(windows(LOSSY, WELL, WELL, LOSSY)).incidents).toHaveLength(2);
  expect(judge(windows(LOSSY, {}, LOSSY, WELL)).incidents).toHaveLength(1);
});

it('what was middling throughout is a reason too', () => {
  const { score, reasons } = judge(windows(...Array.from({ length: 5 }, () => ({ packet_loss_percent: 3 }))));
  expect(score).toBe(3.5);
  expect(reasons).toEqual(['packet loss 3 % on average: 3.5 of 5']);
});

it.each([0, 1, 2])('%d windows are too few to judge by', (count) => {
  expect(judge(windows(...Array.from({ length: count }, () => WELL))).score).toBeNull();
});

it('silence is not judged', () => {
  expect(judge(windows({}, {}, {}, {})).score).toBeNull();
});

it('what a peer said is judged by the E-model', () => {
  const speech = { rtt_ms: 150, jitter_ms: 20, packet_loss_percent: 1 };
  expect(judge(windows(speech, speech, speech), true).score).toBeCloseTo((5 * 82.7) / 93.2, 5);
});

it('an incident of speech costs by the E-model: jitter that takes little from R takes little from the score', () => {
  const calm = { rtt_ms: 45, jitter_ms: 29.9, packet_loss_percent: 0 };
  const bumpy = { ...calm, jitter_ms: 30 };
  const [before, after] = [calm, bumpy].map((each) => judge(windows(...Array.from({ length: 30 }, () => each)), true));
  expect(before?.incidents).toHaveLength(0);
  expect(after?.incidents).toHaveLength(1);
  expect((before?.score ?? 0) - (after?.score ?? 0)).toBeLessThan(0.5);
  expect(after?.score).toBeGreaterThan(4);
});

it('what two bad measures of speech cost together is what their windows lack', () => {
  const bad = { rtt_ms: 500, jitter_ms: 60, packet_loss_percent: 0 };
  const { score, lost, reasons } = judge(
    windows(bad, bad, bad, ...Array.from({ length: 9 }, () => ({ rtt_ms: 40, jitter_ms: 1, packet_loss_percent: 0 }))),
    true
  );
  expect(reasons.filter((reason) => reason.includes('into the call'))).toEqual([
    'round-trip time 500 ms for 30 s from 0:00 into the call: -0.4',
    'jitter 60 ms for 30 s from 0:00 into the call: -0.4',
  ]);
  expect(5 - (score ?? 0)).toBeCloseTo(lost, 9);
});

it('the reason for the mean of speech is what takes most from R', () => {
  const slow = { rtt_ms: 395, jitter_ms: 29.8, packet_loss_percent: 0 };
  expect(judge(windows(slow, slow, slow), true).reasons).toEqual(['round-trip time 395 ms on average: 3.2 of 5']);
  const lossy = { rtt_ms: 100, jitter_ms: 25, packet_loss_percent: 15 };
  expect(judge(windows(lossy, lossy, lossy), true).reasons[0]).toBe('packet loss 15 % on average: 2.8 of 5');
});

it('of two that score 0 the one that lost more was worse', () => {
  const [short, long] = [20, 60].map((count) =>
    judge(windows(...Array.from({ length: count }, () => ({ packet_loss_percent: 30 }))))
  );
  expect([short?.score, long?.score]).toEqual([0, 0]);
  expect(long?.lost).toBeGreaterThan(short?.lost ?? 0);
});

const measure = fc.record(
  {
    packet_loss_percent: fc.double({ min: 0, max: 100, noNaN: true }),
    rtt_ms: fc.double({ min: 0, max: 2_000, noNaN: true }),
    jitter_ms: fc.double({ min: 0, max: 500, noNaN: true }),
    fps: fc.double({ min: 0, max: 60, noNaN: true }),
    freeze_count: fc.integer({ min: 0, max: 10 }),
    concealed_percent: fc.double({ min: 0, max: 100, noNaN: true }),
  },
  { requiredKeys: [] }
);

describe('whatever is measured', () => {
  const MORE_IS_WORSE = ['packet_loss_percent', 'rtt_ms', 'jitter_ms', 'freeze_count', 'concealed_percent'] as const;

  it('more loss, delay, jitter, concealment or freezes never raises a score', () => {
    fc.assert(
      fc.property(
        fc.array(measure, { minLength: 3, maxLength: 30 }),
        fc.nat(),
        fc.constantFrom(...MORE_IS_WORSE),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.boolean(),
        (measures, at, name, more, isSpeech) => {
          const index = at % measures.length;
          const worse = measures.map((each, i) => {
            const value = each[name];
            return i === index && value !== undefined ? { ...each, [name]: value + more } : each;
          });
          const [before, after] = [judge(windows(...measures), isSpeech), judge(windows(...worse), isSpeech)];
          expect((after.score ?? 0) <= (before.score ?? 0) + 1e-9).toBe(true);
          expect(after.score === null).toBe(before.score === null);
        }
      ),
      { numRuns: 2_000 }
    );
  });

  it('a score is between 0 and 5, and one below the best has a reason or is nearly the best', () => {
    fc.assert(
      fc.property(fc.array(measure, { minLength: 3, maxLength: 30 }), (measures) => {
        const { score, reasons } = judge(windows(...measures));
        expect(score === null || (score >= 0 && score <= 5)).toBe(true);
        expect(score === null || score >= 4 || reasons.length > 0).toBe(true);
      })
    );
  });
});
