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
 * Returns the thresholds of a data source: its setting `thresholds`, `{name: {good, bad}}`, over the defaults. Fails
 * with `user` if it is no object, a name or a number is wrong, or good is on the wrong side of bad.
 */
export function thresholdsOf({ settings: { thresholds } }: Pick<Context, 'settings'>): Outcome<Thresholds> {
  const read: Record<ThresholdName, Threshold> = { ...DEFAULT_THRESHOLDS };
  const problem = problemsWith(thresholds);
  if (problem !== null) {
    return problemWith(problem);
  }
  const saved = asObject(thresholds);
  // Sorted, because only one of the hosts keeps the order of members.
  for (const key of Object.keys(saved).sort()) {
    const entry = readThreshold(key, saved[key]);
    if (!entry.ok) {
      return problemWith(entry.problem);
    }
    read[entry.name] = entry.threshold;
  }
  return { ok: true, value: read };
}

/** An entry of `thresholds`, or what is wrong with it. */
type ReadThreshold =
  | { readonly ok: true; readonly name: ThresholdName; readonly threshold: Threshold }
  | { readonly ok: false; readonly problem: string };

/** Reads an entry of `thresholds`. What it leaves out keeps its default. */
export function readThreshold(key: string, saved: unknown): ReadThreshold {
  const name = THRESHOLD_NAMES.find((known) => known === key);
  if (name === undefined) {
    return { ok: false, problem: `${quote(key)} is not one of ${THRESHOLD_NAMES.join(', ')}` };
  }
  const defaults = DEFAULT_THRESHOLDS[name];
  const { good = defaults.good, bad = defaults.bad } = asObject(saved);
  const threshold = { good: asNumber(good), bad: asNumber(bad) };
  if (
    typeof saved !== 'object' ||
    threshold.good === null ||
    threshold.bad === null ||
    threshold.good < 0 ||
    threshold.bad < 0
  ) {
    return { ok: false, problem: `${name} is ${quote(saved)}, not {"good": number, "bad": number}` };
  }
  if (threshold.good === threshold.bad || threshold.bad > threshold.good !== defaults.bad > defaults.good) {
    return { ok: false, problem: `${name}: good must be ${defaults.bad > defaults.good ? 'below' : 'above'} bad` };
  }
  return { ok: true, name, threshold: { good: threshold.good, bad: threshold.bad } };
}

/** Returns what is wrong with `thresholds` as a whole, before any entry is read; null if nothing is. */
export function problemsWith(thresholds: unknown): string | null {
  const isNone = thresholds === undefined || thresholds === null || thresholds === '';
  const isObject = typeof thresholds === 'object' && !Array.isArray(thresholds);
  return isNone || isObject ? null : `${quote(thresholds)} is not {"rtt_ms": {"good": number, "bad": number}}`;
}

function problemWith(problem: string): Outcome<never> {
  return {
    ok: false,
    failure: failure('user', 400, `thresholds in the data source settings: ${problem}.`, 'Correct them and save.'),
  };
}
