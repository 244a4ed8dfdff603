import { DEFAULT_THRESHOLDS, type Threshold, type ThresholdName, type Thresholds } from '../measurements/thresholds';
import { linear, frameRatePoints, square } from './curves';
import type { TrackGroup } from './trackGroup';
import { MAX_VALUE, type Numbers, type Windows } from './windows';

/** One or two measures that take points from the best score together. */
export interface Deduction {
  readonly names: readonly [ThresholdName, ThresholdName?];
  /** The points that they take in each window; NaN where nothing was measured. */
  readonly points: Numbers;
  /** Returns the first measure's share of these points, 0 to 1. */
  readonly shareOfFirst: (row: number) => number;
}

/** Half of all points are gone at these values. `docs/score.md` gives the source of each. */
const HALF = {
  speechLoss: 12,
  videoLoss: 4.5,
  delay: 700,
  concealment: 5,
  freezesOfCamera: 1.5,
  freezesOfScreen: 4.5,
} as const;

/** Returns the values of a measure, moved by the thresholds; NaN where unknown, undefined if all are. */
type ReadMeasure = (name: ThresholdName) => Numbers | undefined;

/** Returns a deduction; null if nothing was measured for it. */
type ReadDeduction = (read: ReadMeasure, windows: Windows) => Deduction | null;

const videoLoss = single('packet_loss_percent', (percent) => square(percent, HALF.videoLoss));
const roundTrip = single('rtt_ms', (milliseconds) => square(milliseconds, HALF.delay));
const frameRate = single('fps', frameRatePoints);

/** What each kind of track is scored by. */
const DEDUCTIONS: Readonly<Record<TrackGroup, readonly ReadDeduction[]>> = {
  'sent speech': [single('packet_loss_percent', (percent) => linear(percent, HALF.speechLoss)), delay],
  'sent camera': [videoLoss, roundTrip, frameRate],
  'sent screen': [videoLoss, roundTrip],
  'received speech': [concealment],
  'received camera': [freezes(HALF.freezesOfCamera), frameRate],
  'received screen': [freezes(HALF.freezesOfScreen)],
};

/** Returns what takes points in the windows of a track. */
export function deductionsOf(group: TrackGroup, windows: Windows, thresholds: Thresholds): readonly Deduction[] {
  const read: ReadMeasure = (name) => {
    const values = windows.measures[name];
    return values && rescale(values, thresholds[name], DEFAULT_THRESHOLDS[name]);
  };
  return DEDUCTIONS[group].flatMap((readDeduction) => readDeduction(read, windows) ?? []);
}

function single(name: ThresholdName, curve: (value: number) => number): ReadDeduction {
  return (read) => {
    const points = read(name)?.map((value) => (value >= 0 ? curve(value) : NaN));
    return points === undefined ? null : { names: [name], points, shareOfFirst: () => 1 };
  };
}

function freezes(half: number): ReadDeduction {
  return (read, { lengths }) => {
    const points = read('freeze_count')?.map((count, row) => {
      const length = lengths[row] ?? 0;
      return count > 0 && length > 0 ? linear((count * 10_000) / length, half) : count * 0;
    });
    return points === undefined ? null : { names: ['freeze_count'], points, shareOfFirst: () => 1 };
  };
}

/** Delay is one thing to a listener: a jitter buffer adds about twice the jitter to the round trip. */
function delay(read: ReadMeasure): Deduction | null {
  const rtts = read('rtt_ms');
  const jitters = read('jitter_ms');
  const points = (rtts ?? jitters)?.map((_, row) => {
    const rtt = rtts?.[row] ?? NaN;
    const jitter = jitters?.[row] ?? NaN;
    const latency = (rtt >= 0 ? rtt : 0) + (jitter >= 0 ? 2 * jitter : 0);
    return rtt >= 0 || jitter >= 0 ? square(latency, HALF.delay) : NaN;
  });
  const shareOfFirst = (row: number) => shareOf(rtts?.[row], 2 * (jitters?.[row] ?? NaN));
  return points === undefined ? null : { names: ['rtt_ms', 'jitter_ms'], points, shareOfFirst };
}

/**
 * If concealment was measured, loss counts little: concealment already measures what loss does to speech. Otherwise
 * loss counts as it does in sent speech.
 */
function concealment(read: ReadMeasure): Deduction | null {
  const concealed = read('concealed_percent');
  const losses = read('packet_loss_percent');
  const points = (concealed ?? losses)?.map((_, row) => {
    const madeUp = concealed?.[row] ?? NaN;
    const loss = losses?.[row] ?? NaN;
    return madeUp >= 0
      ? linear(loss > 0 ? madeUp + besideConcealment(loss) : madeUp, HALF.concealment)
      : loss >= 0
        ? linear(loss, HALF.speechLoss)
        : NaN;
  });
  const shareOfFirst = (row: number) => shareOf(concealed?.[row], besideConcealment(losses?.[row] ?? NaN));
  return points === undefined ? null : { names: ['concealed_percent', 'packet_loss_percent'], points, shareOfFirst };
}

function besideConcealment(loss: number): number {
  return (loss * loss) / 100;
}

/** Returns first / (first + second). An unknown value counts as 0. */
function shareOf(first = NaN, second = NaN): number {
  return first > 0 ? (second > 0 ? first / (first + second) : 1) : 0;
}

/**
 * Moves values so that the thresholds of the settings score what the default ones do: along straight lines through 0
 * and both thresholds, and on along the last. So the curves stay as they are.
 */
function rescale(values: Numbers, threshold: Threshold, byDefault: Threshold): Numbers {
  if (threshold.good === byDefault.good && threshold.bad === byDefault.bad) {
    return values;
  }
  const [low, high] = ascending(threshold);
  const [defaultLow, defaultHigh] = ascending(byDefault);
  return values.map((value) =>
    value <= low
      ? low === 0
        ? 0
        : (value / low) * defaultLow
      : Math.min(MAX_VALUE, defaultLow + ((value - low) / (high - low)) * (defaultHigh - defaultLow))
  );
}

function ascending({ good, bad }: Threshold): readonly [number, number] {
  return bad > good ? [good, bad] : [bad, good];
}
