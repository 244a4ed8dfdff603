import { MAX_SCORE } from './curves';
import type { Term } from './points';
import { badnessesOf, sumOfPoints, type ScoredTrack } from './scoreTrack';
import { isSent } from './trackGroup';

/**
 * What a track lacks in each half minute of the clock, in a character each: a query keeps those of thousands of peers.
 */
export interface HalfMinutes {
  /** The first half minute, counted from the epoch. */
  readonly at: number;
  /** What it lacks in each; a blank where it is not known. */
  readonly lacks: string;
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
 * receiver: loss and frame rate without delay. Nothing depends on its weights.
 */
export function halfMinutesOf(track: ScoredTrack): HalfMinutes {
  const { group, terms, weights } = track;
  return isSent(group)
    ? { ...allHalfMinutesOf(track, badnessesOf(sumOfPoints(terms.filter(travelsOn)), weights)), weights: '' }
    : allHalfMinutesOf(track);
}

/** Returns the half minutes of a track, with all that it lacks. */
export function allHalfMinutesOf(track: ScoredTrack, badnesses = track.badnesses): HalfMinutes {
  const { weights } = track;
  const { times, lengths } = track.windows;
  const middle = Math.floor((times[times.length >> 1] ?? 0) / HALF_MINUTE);
  const first = Math.floor(((times[0] ?? 0) - (lengths[0] ?? 0)) / HALF_MINUTE);
  const at = Math.max(first, middle - MAX_HALF_MINUTES / 2);
  const written: string[] = [];
  const writtenWeights: string[] = [];
  let end = (at + 1) * HALF_MINUTE;
  let weight = 0;
  let badness = 0;
  const close = () => {
    written.push(weight > 0 ? characterOf(Math.sqrt(badness / weight) / PER_LEVEL) : ' ');
    writtenWeights.push(characterOf(Math.min(1, weight / HALF_MINUTE) * LEVELS));
    end += HALF_MINUTE;
    weight = 0;
    badness = 0;
  };
  badnesses.forEach((each, i) => {
    let badnessLeft = each;
    let weightLeft = weights[i] ?? 0;
    const to = times[i] ?? 0;
    let from = to - (lengths[i] ?? 0);
    const isKept = from >= at * HALF_MINUTE && written.length < MAX_HALF_MINUTES;
    if (!(badnessLeft >= 0 && weightLeft > 0) || !isKept) {
      return;
    }
    while (from >= end && written.length < MAX_HALF_MINUTES) {
      close();
    }
    while (to > end && written.length < MAX_HALF_MINUTES) {
      const part = (end - from) / (to - from);
      weight += part * weightLeft;
      badness += part * badnessLeft;
      weightLeft -= part * weightLeft;
      badnessLeft -= part * badnessLeft;
      from = end;
      close();
    }
    weight += weightLeft;
    badness += badnessLeft;
  });
  if (written.length < MAX_HALF_MINUTES) {
    close();
  }
  return { at, lacks: written.join(''), weights: writtenWeights.join('') };
}

function travelsOn({ names: [name] }: Term): boolean {
  return name === 'packet_loss_percent' || name === 'fps';
}

function characterOf(level: number): string {
  return String.fromCharCode(FIRST_CODE + Math.round(level));
}

/** Returns what a track lacks in a half minute of the clock; NaN where it is not known. */
export function lackIn({ at, lacks }: HalfMinutes, halfMinute: number): number {
  return levelAt(lacks, halfMinute - at) * PER_LEVEL;
}

/** Returns how much a half minute counts; NaN where it is not known. */
export function weightIn({ at, weights }: HalfMinutes, halfMinute: number): number {
  return levelAt(weights, halfMinute - at);
}

function levelAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= FIRST_CODE ? code - FIRST_CODE : NaN;
}
