import {
  thresholdScore,
  MAX_SCORE,
  isBad,
  type Threshold,
  type ThresholdName,
  type Thresholds,
} from '../measurements/thresholds';
import type { Measured, Windows } from './windows';

/** A span in which a measure was bad. */
export interface Incident {
  readonly band: ThresholdName;
  /** From the start of its first bad window to the end of its last, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** The measure at its worst. */
  readonly worst: number;
  /** What it takes from the score. */
  readonly cost: number;
}

/** Milliseconds of a measure at its worst that take one from the score. */
const PER_POINT = 20_000;

/** Windows that may be well, or silent, within one incident. */
const GAP = 1;

/**
 * The incidents of a track, by time. Where the windows have scores of their own, as speech has by the E-model, a bad window costs by that, shared among
 * what was bad in it; else by how bad each measure was on its band. The cost grows with every bad window and with how bad it was, and with nothing else, so that two incidents
 * that become one by what happened between them never cost less.
 */
export function incidentsOf(
  windows: Windows,
  bands: Thresholds,
  own: ReadonlyArray<number | null> | null = null
): readonly Incident[] {
  const shares = own === null ? null : sharesOf(windows, bands, own);
  return windows.measures
    .flatMap(({ name, values }) => incidentsIn(windows, name, values, bands[name], shares))
    .sort((one, other) => one.from - other.from);
}

/** How far each window's own score is from the best, as a part of it, for each of the measures that were bad in it. */
function sharesOf({ measures }: Windows, bands: Thresholds, own: ReadonlyArray<number | null>): readonly number[] {
  return own.map((score, i) => {
    const bad = measures.filter(({ name, values }) => {
      const value = values[i] ?? null;
      return value !== null && isBad(value, bands[name]);
    }).length;
    return score === null || bad === 0 ? 0 : (MAX_SCORE - score) / MAX_SCORE / bad;
  });
}

function incidentsIn(
  { times, lengths }: Windows,
  name: ThresholdName,
  values: Measured,
  band: Threshold,
  shares: readonly number[] | null
): readonly Incident[] {
  const incidents: Incident[] = [];
  let well = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null || !isBad(value, band)) {
      well++;
      continue;
    }
    const [time = 0, length = 0] = [times[i], lengths[i]];
    const share = shares === null ? (MAX_SCORE - thresholdScore(value, band)) / MAX_SCORE : (shares[i] ?? 0);
    const cost = (share * length) / PER_POINT;
    const open = well <= GAP ? incidents.pop() : undefined;
    incidents.push(
      open === undefined
        ? { band: name, from: time - length, to: time, worst: value, cost }
        : { ...open, to: time, worst: worse(open.worst, value, band), cost: open.cost + cost }
    );
    well = 0;
  }
  return incidents;
}

function worse(one: number, other: number, { good, bad }: Threshold): number {
  return bad > good ? Math.max(one, other) : Math.min(one, other);
}
