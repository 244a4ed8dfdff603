import { MAX_SCORE } from './curves';
import type { Deduction } from './deductions';
import { weightedSquaresOf, sumOfPoints, type ScoredTrack } from './scoreTrack';
import { isSent } from './trackGroup';

/**
 * The deficit of a track in each half minute of the clock, in a character each: a query keeps those of thousands of
 * peers.
 */
export interface HalfMinutes {
  /** The first half minute, counted from the epoch. */
  readonly first: number;
  /** The deficit in each; a blank where it is not known. */
  readonly deficits: string;
  /** How much each counts; empty where it is not needed. */
  readonly weights: string;
}

/** Milliseconds. */
export const HALF_MINUTE = 30_000;
/**
 * The most half minutes of a track, a day around its middle window: a call lasts at most 12 h, and what is further away
 * was taken by another clock. Source: 100ms "Sessions".
 */
const MAX_HALF_MINUTES = 2_880;

/** A character is a level, from `#` to `~`. */
const FIRST_CODE = 35;
const LEVELS = 91;
const PER_LEVEL = MAX_SCORE / LEVELS;

/**
 * Returns the half minutes of a track as a cause needs them. Of a sent track they have only what travels on to a
 * receiver: loss and frame rate without delay. Weights of sent tracks are not needed.
 */
export function causeHalfMinutesOf(track: ScoredTrack): HalfMinutes {
  const { group, deductions, weights } = track;
  return isSent(group)
    ? { ...halfMinutesOf(track, weightedSquaresOf(sumOfPoints(deductions.filter(travelsOn)), weights)), weights: '' }
    : halfMinutesOf(track);
}

/** Returns the half minutes of a track, with its whole deficit. */
export function halfMinutesOf(track: ScoredTrack, weightedSquares = track.weightedSquares): HalfMinutes {
  const { weights } = track;
  const { times, lengths } = track.windows;
  const middle = Math.floor((times[times.length >> 1] ?? 0) / HALF_MINUTE);
  const earliest = Math.floor(((times[0] ?? 0) - (lengths[0] ?? 0)) / HALF_MINUTE);
  const first = Math.max(earliest, middle - MAX_HALF_MINUTES / 2);
  const written: string[] = [];
  const writtenWeights: string[] = [];
  let end = (first + 1) * HALF_MINUTE;
  let weight = 0;
  let sumOfSquares = 0;
  const close = () => {
    written.push(weight > 0 ? characterOf(Math.sqrt(sumOfSquares / weight) / PER_LEVEL) : ' ');
    writtenWeights.push(characterOf(Math.min(1, weight / HALF_MINUTE) * LEVELS));
    end += HALF_MINUTE;
    weight = 0;
    sumOfSquares = 0;
  };
  weightedSquares.forEach((each, i) => {
    let squaresLeft = each;
    let weightLeft = weights[i] ?? 0;
    const to = times[i] ?? 0;
    let from = to - (lengths[i] ?? 0);
    const isKept = from >= first * HALF_MINUTE && written.length < MAX_HALF_MINUTES;
    if (!(squaresLeft >= 0 && weightLeft > 0) || !isKept) {
      return;
    }
    while (from >= end && written.length < MAX_HALF_MINUTES) {
      close();
    }
    while (to > end && written.length < MAX_HALF_MINUTES) {
      const part = (end - from) / (to - from);
      weight += part * weightLeft;
      sumOfSquares += part * squaresLeft;
      weightLeft -= part * weightLeft;
      squaresLeft -= part * squaresLeft;
      from = end;
      close();
    }
    weight += weightLeft;
    sumOfSquares += squaresLeft;
  });
  if (written.length < MAX_HALF_MINUTES) {
    close();
  }
  return { first, deficits: written.join(''), weights: writtenWeights.join('') };
}

function travelsOn({ names: [name] }: Deduction): boolean {
  return name === 'packet_loss_percent' || name === 'fps';
}

function characterOf(level: number): string {
  return String.fromCharCode(FIRST_CODE + Math.round(level));
}

/** Returns the deficit of a track in a half minute of the clock; NaN where it is not known. */
export function deficitIn({ first, deficits }: HalfMinutes, halfMinute: number): number {
  return levelAt(deficits, halfMinute - first) * PER_LEVEL;
}

/** Returns how much a half minute counts; NaN where it is not known. */
export function weightIn({ first, weights }: HalfMinutes, halfMinute: number): number {
  return levelAt(weights, halfMinute - first);
}

function levelAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= FIRST_CODE ? code - FIRST_CODE : NaN;
}
