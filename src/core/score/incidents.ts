import {
  isBad,
  THRESHOLD_NAMES,
  type Threshold,
  type ThresholdName,
  type Thresholds,
} from '../measurements/thresholds';
import { gapAfter } from './sampleInterval';
import type { Windows } from './windows';

/** A span in which a measure was bad. */
export interface Incident {
  readonly name: ThresholdName;
  /** Its first and its last window. */
  readonly first: number;
  readonly last: number;
  /** From the start of the first window to the end of the last, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** The measure at its worst. */
  readonly worst: number;
}

/** Windows that may be well, or silent, within one incident. Where samples are missing it ends. */
const MAX_GAP = 1;

/** Returns the incidents of a track, by time. */
export function incidentsOf(windows: Windows, thresholds: Thresholds): readonly Incident[] {
  return THRESHOLD_NAMES.flatMap((name) => incidentsIn(windows, name, thresholds[name])).sort(
    (one, other) => one.from - other.from
  );
}

/** Returns the incidents of one measure, by time. */
export function incidentsIn(windows: Windows, name: ThresholdName, threshold: Threshold): readonly Incident[] {
  const { times, lengths, measures } = windows;
  const incidents: Incident[] = [];
  measures[name]?.forEach((value, i) => {
    if (!isBad(value, threshold)) {
      return;
    }
    const to = times[i] ?? 0;
    const length = lengths[i] ?? 0;
    const before = incidents[incidents.length - 1];
    const isNext = before !== undefined && i - before.last - 1 <= MAX_GAP;
    const gap = to - length - (before?.to ?? 0);
    // gapAfter is slow, and nearly every gap is short enough without it.
    if (isNext && (gap <= length || gap <= (gapAfter(times) ?? 0))) {
      incidents[incidents.length - 1] = { ...before, last: i, to, worst: worse(before.worst, value, threshold) };
    } else {
      incidents.push({ name, first: i, last: i, from: to - length, to, worst: value });
    }
  });
  return incidents;
}

function worse(one: number, other: number, { good, bad }: Threshold): number {
  return bad > good ? Math.max(one, other) : Math.min(one, other);
}
