import { lacksOf, type ScoredTrack } from './scoreTrack';
import { isSent } from './trackGroup';

/** What a track lacks in each half minute of the clock, in a character each: a query keeps those of thousands of peers. */
export interface HalfMinutes {
  /** The first half minute, counted from the epoch. */
  readonly at: number;
  /** What it lacks in each; a blank where it is not known. */
  readonly lacks: string;
  /** How much each counts; empty for a sent track, where nothing depends on it. */
  readonly weights: string;
}

const HALF_MINUTE = 30_000;
/** The most half minutes of a track, a day: a call lasts at most 12 h. Source: 100ms "Sessions". */
const MAX_HALF_MINUTES = 2_880;

/** Levels of a character, from `#` to `~`. */
const FIRST_CODE = 35;
const LEVELS = 91;
const PER_LACK = 18;
const PER_WEIGHT = LEVELS / HALF_MINUTE;
const CHARACTERS: readonly string[] = Array.from({ length: LEVELS + 1 }, (_, level) =>
  String.fromCharCode(FIRST_CODE + level)
);

/**
 * Returns the half minutes of a track. Of a sent track they have only what travels on to a receiver: loss and frame rate
 * without delay.
 */
export function halfMinutesOf(track: ScoredTrack): HalfMinutes {
  const { group, windows, measures } = track;
  const isOfSender = isSent(group);
  const lacks = isOfSender
    ? lacksOf(
        windows,
        measures.filter(({ name }) => name === 'packet_loss_percent' || name === 'fps')
      )
    : track.lacks;
  const { times, lengths, usage } = windows;
  const { length } = times;
  const at = Math.floor(((times[0] ?? 0) - (lengths[0] ?? 0)) / HALF_MINUTE);
  const end = Math.ceil((times[length - 1] ?? 0) / HALF_MINUTE);
  const count = length === 0 ? 0 : Math.min(MAX_HALF_MINUTES, end - at);
  const [weights, sums] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < length; i++) {
    const lack = lacks[i] ?? NaN;
    if (!(lack >= 0)) {
      continue;
    }
    const to = times[i] ?? 0;
    const from = to - (lengths[i] ?? 0);
    const use = usage[i] ?? 0;
    for (let k = Math.floor(from / HALF_MINUTE) - at; k < count && (k + at) * HALF_MINUTE < to; k++) {
      const begin = (k + at) * HALF_MINUTE;
      const weight = use * (Math.min(to, begin + HALF_MINUTE) - Math.max(from, begin));
      weights[k] = (weights[k] ?? 0) + weight;
      sums[k] = (sums[k] ?? 0) + weight * lack * lack;
    }
  }
  let written = '';
  let writtenWeights = '';
  for (let k = 0; k < count; k++) {
    const weight = weights[k] ?? 0;
    written += weight > 0 ? (CHARACTERS[Math.round(Math.sqrt((sums[k] ?? 0) / weight) * PER_LACK)] ?? ' ') : ' ';
    writtenWeights += isOfSender ? '' : (CHARACTERS[Math.ceil(Math.min(HALF_MINUTE, weight) * PER_WEIGHT)] ?? ' ');
  }
  return { at, lacks: written, weights: writtenWeights };
}

/** Returns what a track lacks in a half minute of the clock; NaN where it is not known. */
export function lackIn({ at, lacks }: HalfMinutes, halfMinute: number): number {
  const code = lacks.charCodeAt(halfMinute - at);
  return code >= FIRST_CODE ? (code - FIRST_CODE) / PER_LACK : NaN;
}

/** Returns how much a half minute counts, 0 to 1. */
export function weightIn({ at, weights }: HalfMinutes, halfMinute: number): number {
  const code = weights.charCodeAt(halfMinute - at);
  return code >= FIRST_CODE ? (code - FIRST_CODE) / LEVELS : 0;
}
