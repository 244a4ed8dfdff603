import { asNumber, asObject } from '../../core/json';
import { BAND_NAMES, type BandName } from '../../core/measurements/thresholds';
import { readThreshold } from '../../core/score/readThresholds';
import { asTyped } from './asTyped';

/** A band as it stands in its two inputs. */
export interface TypedBand {
  readonly good: string;
  readonly bad: string;
}

const ENDS = ['good', 'bad'] as const;
export type End = (typeof ENDS)[number];

/** A saved band, which may be anything, as it stands in its inputs. */
export function typedBand(saved: unknown): TypedBand {
  const { good, bad } = asObject(saved);
  return { good: asTyped(good), bad: asTyped(bad) };
}

/** A typed band as it is saved: numbers where they are numbers, nothing of what is left empty; undefined where all is. */
export function bandToSave({ good, bad }: TypedBand): Readonly<Record<string, unknown>> | undefined {
  const typed = Object.entries({ good, bad }).filter(([, text]) => text.trim() !== '');
  return typed.length === 0
    ? undefined
    : Object.fromEntries(typed.map(([end, text]) => [end, asNumber(text) ?? text.trim()]));
}

/** What queries say of a band: what is wrong with it, in a sentence; null where nothing is. */
export function wrongWithBand(name: string, saved: unknown): string | null {
  const read = readThreshold(name, saved ?? {});
  return read.ok ? null : `${read.words}.`;
}

/** Which ends of a typed band are at fault where it is wrong: those that are no numbers, else both. */
export function endsAtFault(typed: TypedBand): readonly End[] {
  const noNumbers = ENDS.filter((end) => typed[end].trim() !== '' && (asNumber(typed[end]) ?? -1) < 0);
  return noNumbers.length === 0 ? ENDS : noNumbers;
}

/** The setting with one of its entries changed, or left out; undefined where that was the last. */
export function withThreshold(
  thresholds: unknown,
  name: string,
  band: Readonly<Record<string, unknown>> | undefined
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries({ ...asObject(thresholds), [name]: band }).filter(([, saved]) => saved !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The names in the setting that are of no measure. */
export function unknownNames(thresholds: unknown): readonly string[] {
  return Object.keys(asObject(thresholds)).filter((name) => !isBand(name));
}

function isBand(name: string): name is BandName {
  return BAND_NAMES.some((known) => known === name);
}
