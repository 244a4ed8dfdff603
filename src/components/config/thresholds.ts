import { asNumber, asObject } from '../../core/json';
import { THRESHOLD_NAMES } from '../../core/measurements/thresholds';
import { readThreshold } from '../../core/score/readThresholds';
import { formatSaved } from './formatSaved';

/** The two numbers of a threshold, as they stand in their inputs. */
interface TypedThreshold {
  readonly good: string;
  readonly bad: string;
}

export type Threshold = Readonly<Record<string, unknown>>;

export function toTyped(saved: unknown): TypedThreshold {
  const { good, bad } = asObject(saved);
  return { good: formatSaved(good), bad: formatSaved(bad) };
}

/**
 * A typed threshold as it is saved, without what is empty; undefined if both are. A text that is no number stays one,
 * to be refused.
 */
export function fromTyped({ good, bad }: TypedThreshold): Threshold | undefined {
  const typed = Object.entries({ good, bad }).filter(([, text]) => text.trim() !== '');
  return typed.length === 0
    ? undefined
    : Object.fromEntries(typed.map(([end, text]) => [end, asNumber(text) ?? text.trim()]));
}

/** Why queries refuse a threshold, as a sentence; null if they accept it. */
export function thresholdError(name: string, saved: unknown): string | null {
  const read = readThreshold(name, saved ?? {});
  return read.ok ? null : `${read.problem}.`;
}

/** The setting with one threshold changed or removed; undefined if none is left. */
export function withThreshold(
  thresholds: unknown,
  name: string,
  threshold: Threshold | undefined
): Threshold | undefined {
  const entries = Object.entries({ ...asObject(thresholds), [name]: threshold }).filter(
    ([, saved]) => saved !== undefined
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The names in the setting that are no metric of the score. */
export function unknownNames(thresholds: unknown): readonly string[] {
  return Object.keys(asObject(thresholds)).filter((name) => !THRESHOLD_NAMES.some((known) => known === name));
}
