import { failure } from '../failure/failure';
import { quote } from '../failure/text';
import { asNumber, asObject } from '../json';
import type { Context, Outcome } from '../protocol';
import {
  THRESHOLD_NAMES,
  DEFAULT_THRESHOLDS,
  type Threshold,
  type ThresholdName,
  type Thresholds,
} from '../measurements/thresholds';

/**
 * The bands of a data source: its setting `thresholds`, `{name: {good, bad}}`, over the usual ones. Fails with `user` where it is no object, a
 * name or a number is none, or good and bad are the wrong way round.
 */
export function thresholdsOf({ thresholds }: Pick<Context, 'thresholds'>): Outcome<Thresholds> {
  const bands: Record<ThresholdName, Threshold> = { ...DEFAULT_THRESHOLDS };
  const words = problemsWith(thresholds);
  if (words !== null) {
    return problemWith(words);
  }
  const saved = asObject(thresholds);
  // In one order, whatever that of the members is, which one host keeps and the other does not.
  for (const key of Object.keys(saved).sort()) {
    const read = readThreshold(key, saved[key]);
    if (!read.ok) {
      return problemWith(read.words);
    }
    bands[read.name] = read.band;
  }
  return { ok: true, value: bands };
}

/** An entry of `thresholds`: the band of a measure, or what is wrong with it. */
type ReadThreshold =
  | { readonly ok: true; readonly name: ThresholdName; readonly band: Threshold }
  | { readonly ok: false; readonly words: string };

/** Reads an entry of `thresholds`. What it leaves out is usual. */
export function readThreshold(key: string, saved: unknown): ReadThreshold {
  const name = THRESHOLD_NAMES.find((known) => known === key);
  if (name === undefined) {
    return { ok: false, words: `${quote(key)} is not one of ${THRESHOLD_NAMES.join(', ')}` };
  }
  const usual = DEFAULT_THRESHOLDS[name];
  const { good = usual.good, bad = usual.bad } = asObject(saved);
  const band = { good: asNumber(good), bad: asNumber(bad) };
  if (typeof saved !== 'object' || band.good === null || band.bad === null || band.good < 0 || band.bad < 0) {
    return { ok: false, words: `${name} is ${quote(saved)}, not {"good": number, "bad": number}` };
  }
  if (band.good === band.bad || band.bad > band.good !== usual.bad > usual.good) {
    return { ok: false, words: `${name}: good must be ${usual.bad > usual.good ? 'below' : 'above'} bad` };
  }
  return { ok: true, name, band: { good: band.good, bad: band.bad } };
}

/** What is wrong with `thresholds` as a whole, before any entry is read; null where nothing is. */
export function problemsWith(thresholds: unknown): string | null {
  const isNone = thresholds === undefined || thresholds === null || thresholds === '';
  const isObject = typeof thresholds === 'object' && !Array.isArray(thresholds);
  return isNone || isObject ? null : `${quote(thresholds)} is not {"rtt_ms": {"good": number, "bad": number}}`;
}

function problemWith(words: string): Outcome<never> {
  return {
    ok: false,
    failure: failure('user', 400, `thresholds in the data source settings: ${words}.`, 'Correct them and save.'),
  };
}
