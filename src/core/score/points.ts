import { DEFAULT_THRESHOLDS, type ThresholdName, type Thresholds } from '../measurements/thresholds';
import { linear, missingFrames, square } from './curves';
import { rescale } from './rescale';
import type { TrackGroup } from './trackGroup';
import type { Numbers, Windows } from './windows';

/** One or two measures that take points from the best score together. */
export interface Term {
  readonly names: readonly [ThresholdName, ThresholdName?];
  /** The points that they take in each window; NaN where nothing was measured. */
  readonly points: Numbers;
  /** Returns the part of these points that is the first measure's, 0 to 1. */
  readonly partOfFirst: (row: number) => number;
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

/** Returns the values of a measure, moved by the thresholds; NaN where unknown. */
type ReadMeasure = (name: ThresholdName) => Numbers;

type TermOf = (read: ReadMeasure, windows: Windows) => Term;

/** Returns a column from a function of the row. */
function columnOf({ lengths }: Windows, pointsAt: (row: number) => number): Numbers {
  const column = Array<number>(lengths.length).fill(NaN);
  for (let row = 0; row < column.length; row++) {
    column[row] = pointsAt(row);
  }
  return column;
}

const videoLoss = single('packet_loss_percent', (percent) => square(percent, HALF.videoLoss));
const roundTrip = single('rtt_ms', (milliseconds) => square(milliseconds, HALF.delay));
const frameRate = single('fps', missingFrames);

/** What each kind of track is scored by. */
const TERMS: Readonly<Record<TrackGroup, readonly TermOf[]>> = {
  'sent speech': [single('packet_loss_percent', (percent) => linear(percent, HALF.speechLoss)), delay],
  'sent camera': [videoLoss, roundTrip, frameRate],
  'sent screen': [videoLoss, roundTrip],
  'received speech': [concealment],
  'received camera': [freezes(HALF.freezesOfCamera), frameRate],
  'received screen': [freezes(HALF.freezesOfScreen)],
};

/** Returns what takes points in the windows of a track. */
export function termsOf(group: TrackGroup, windows: Windows, thresholds: Thresholds): readonly Term[] {
  const read: ReadMeasure = (name) => rescale(windows.measures[name] ?? [], thresholds[name], DEFAULT_THRESHOLDS[name]);
  return TERMS[group].map((termOf) => termOf(read, windows));
}

function single(name: ThresholdName, curve: (value: number) => number): TermOf {
  return (read, windows) => {
    const values = read(name);
    const points = columnOf(windows, (row) => {
      const value = values[row] ?? NaN;
      return value >= 0 ? curve(value) : NaN;
    });
    return { names: [name], points, partOfFirst: () => 1 };
  };
}

function freezes(half: number): TermOf {
  return (read, windows) => {
    const counts = read('freeze_count');
    const points = columnOf(windows, (row) => {
      const count = counts[row] ?? NaN;
      const length = windows.lengths[row] ?? 0;
      return count > 0 && length > 0 ? linear((count * 10_000) / length, half) : count * 0;
    });
    return { names: ['freeze_count'], points, partOfFirst: () => 1 };
  };
}

/** Delay is one thing to a listener: a jitter buffer adds about twice the jitter to the round trip. */
function delay(read: ReadMeasure, windows: Windows): Term {
  const [rtts, jitters] = [read('rtt_ms'), read('jitter_ms')];
  const points = columnOf(windows, (row) => {
    const rtt = rtts[row] ?? NaN;
    const jitter = jitters[row] ?? NaN;
    const latency = (rtt >= 0 ? rtt : 0) + (jitter >= 0 ? 2 * jitter : 0);
    return rtt >= 0 || jitter >= 0 ? square(latency, HALF.delay) : NaN;
  });
  const partOfFirst = (row: number) => partOf(rtts[row], 2 * (jitters[row] ?? NaN));
  return { names: ['rtt_ms', 'jitter_ms'], points, partOfFirst };
}

/**
 * Loss counts little where concealment was measured, since that is what it does to speech. Where it was not measured,
 * loss counts as it does in sent speech.
 */
function concealment(read: ReadMeasure, windows: Windows): Term {
  const [concealed, losses] = [read('concealed_percent'), read('packet_loss_percent')];
  const points = columnOf(windows, (row) => {
    const madeUp = concealed[row] ?? NaN;
    const loss = losses[row] ?? NaN;
    return madeUp >= 0
      ? linear(loss > 0 ? madeUp + besideConcealment(loss) : madeUp, HALF.concealment)
      : loss >= 0
        ? linear(loss, HALF.speechLoss)
        : NaN;
  });
  const partOfFirst = (row: number) => partOf(concealed[row], besideConcealment(losses[row] ?? NaN));
  return { names: ['concealed_percent', 'packet_loss_percent'], points, partOfFirst };
}

function besideConcealment(loss: number): number {
  return (loss * loss) / 100;
}

/** Returns the first value over the sum of two, of which each may be unknown. */
function partOf(first = NaN, second = NaN): number {
  return first > 0 ? (second > 0 ? first / (first + second) : 1) : 0;
}
