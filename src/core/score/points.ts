import { DEFAULT_THRESHOLDS, type ThresholdName, type Thresholds } from '../measurements/thresholds';
import { linear, missingFrames, square } from './curves';
import { rescale } from './rescale';
import type { TrackGroup } from './trackGroup';
import { unknownColumn, type Windows } from './windows';

/** What one measure takes from the best score in each window; 0 where it was not measured. */
export interface MeasurePoints {
  readonly name: ThresholdName;
  readonly points: Float64Array;
}

/** Returns the points of some measures that are looked at together. */
type Term = (read: ReadMeasure, windows: Windows) => readonly MeasurePoints[];

/** Returns the values of a measure, moved by the thresholds; NaN where unknown. */
type ReadMeasure = (name: ThresholdName) => Float64Array;

/** Half of all points are gone at these values. `docs/score.md` gives the source of each. */
const HALF = {
  speechLoss: 12,
  videoLoss: 4.5,
  delay: 700,
  concealment: 5,
  freezesOfCamera: 1.5,
  freezesOfScreen: 4.5,
} as const;

const videoLoss = single('packet_loss_percent', (percent) => square(percent, HALF.videoLoss));
const roundTrip = single('rtt_ms', (milliseconds) => square(milliseconds, HALF.delay));
const frameRate = single('fps', missingFrames);

/** What each kind of track is scored by. */
const TERMS: Readonly<Record<TrackGroup, readonly Term[]>> = {
  'sent speech': [single('packet_loss_percent', (percent) => linear(percent, HALF.speechLoss)), delay],
  'sent camera': [videoLoss, roundTrip, frameRate],
  'sent screen': [videoLoss, roundTrip],
  'received speech': [concealment],
  'received camera': [freezes(HALF.freezesOfCamera), frameRate],
  'received screen': [freezes(HALF.freezesOfScreen)],
};

/** Returns the points of all measures by which a kind of track is scored. */
export function pointsOf(group: TrackGroup, windows: Windows, thresholds: Thresholds): readonly MeasurePoints[] {
  const unknown = unknownColumn(windows.lengths.length);
  const read: ReadMeasure = (name) =>
    rescale(windows.measures[name] ?? unknown, thresholds[name], DEFAULT_THRESHOLDS[name]);
  return TERMS[group].flatMap((term) => term(read, windows));
}

function single(name: ThresholdName, curve: (value: number) => number): Term {
  return (read) => {
    const values = read(name);
    const points = new Float64Array(values.length);
    for (let i = 0; i < points.length; i++) {
      const value = values[i] ?? NaN;
      points[i] = value >= 0 ? curve(value) : 0;
    }
    return [{ name, points }];
  };
}

function freezes(half: number): Term {
  return (read, { lengths }) => {
    const counts = read('freeze_count');
    const points = new Float64Array(counts.length);
    for (let i = 0; i < points.length; i++) {
      const length = lengths[i] ?? 0;
      points[i] = length > 0 ? linear(((counts[i] ?? NaN) * 10_000) / length, half) : 0;
    }
    return [{ name: 'freeze_count', points }];
  };
}

/** Delay is one thing to a listener, and a jitter buffer adds about twice the jitter to it. The two share its points. */
function delay(read: ReadMeasure): readonly MeasurePoints[] {
  const [rtt, jitter] = [read('rtt_ms'), read('jitter_ms')];
  const [ofRtt, ofJitter] = [new Float64Array(rtt.length), new Float64Array(rtt.length)];
  for (let i = 0; i < rtt.length; i++) {
    const [roundTrip, buffered] = [orZero(rtt[i]), 2 * orZero(jitter[i])];
    const latency = roundTrip + buffered;
    if (latency > 0) {
      const points = square(latency, HALF.delay);
      ofRtt[i] = points * (roundTrip / latency);
      ofJitter[i] = points * (buffered / latency);
    }
  }
  return [
    { name: 'rtt_ms', points: ofRtt },
    { name: 'jitter_ms', points: ofJitter },
  ];
}

/**
 * Loss counts little where concealment was measured, since that is what it does to speech. The two share their points;
 * where concealment was not measured loss counts as it does in sent speech.
 */
function concealment(read: ReadMeasure): readonly MeasurePoints[] {
  const [concealed, loss] = [read('concealed_percent'), read('packet_loss_percent')];
  const [ofConcealed, ofLoss] = [new Float64Array(loss.length), new Float64Array(loss.length)];
  for (let i = 0; i < loss.length; i++) {
    const madeUp = concealed[i] ?? NaN;
    const lost = orZero(loss[i]);
    if (madeUp >= 0) {
      const beside = (lost * lost) / 100;
      const sum = madeUp + beside;
      const each = sum > 0 ? linear(sum, HALF.concealment) / sum : 0;
      ofConcealed[i] = each * madeUp;
      ofLoss[i] = each * beside;
    } else {
      ofLoss[i] = linear(lost, HALF.speechLoss);
    }
  }
  return [
    { name: 'concealed_percent', points: ofConcealed },
    { name: 'packet_loss_percent', points: ofLoss },
  ];
}

function orZero(value: number | undefined): number {
  return value !== undefined && value > 0 ? value : 0;
}
