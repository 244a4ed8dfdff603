import { bandScore, BEST, isBad, type Band, type BandName, type Bands } from './bands';
import type { Measured, Windows } from './windows';

/** A span in which a measure was bad. */
export interface Incident {
  readonly band: BandName;
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
 * The incidents of a track, by time. The cost grows with every bad window and with how bad it was, and with nothing else, so that two incidents
 * that become one by what happened between them never cost less.
 */
export function incidentsOf(windows: Windows, bands: Bands): readonly Incident[] {
  return windows.measures
    .flatMap(({ name, values }) => incidentsIn(windows, name, values, bands[name]))
    .sort((one, other) => one.from - other.from);
}

function incidentsIn({ times, lengths }: Windows, name: BandName, values: Measured, band: Band): readonly Incident[] {
  const incidents: Incident[] = [];
  let well = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null || !isBad(value, band)) {
      well++;
      continue;
    }
    const [time = 0, length = 0] = [times[i], lengths[i]];
    const cost = (((BEST - bandScore(value, band)) / BEST) * length) / PER_POINT;
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

function worse(one: number, other: number, { good, bad }: Band): number {
  return bad > good ? Math.max(one, other) : Math.min(one, other);
}
