import { failure } from '../failure/failure';
import { quote } from '../failure/text';
import { asNumber } from '../json';
import type { Context, Outcome } from '../protocol';

/** A setting that limits a query. */
interface Limit {
  /** The limit if the settings have none. */
  readonly default: number;
  /** The kind of number, for messages. */
  readonly kind: 'whole number' | 'number of seconds';
  /** The largest value allowed; the smallest is 1. */
  readonly max: number;
}

/** The limits of a query, by the names of their settings. Their docs: src/types.ts. */
export const LIMITS = {
  maxPeers: { default: 50, kind: 'whole number', max: 10_000 },
  maxSessions: { default: 200, kind: 'whole number', max: 10_000 },
  // Below the 30 s that Grafana allows for the evaluation of an alert rule. Source: `evaluation_timeout` in its
  // configuration.
  callsTimeout: { default: 25, kind: 'number of seconds', max: 600 },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

/**
 * The roles that are never scored unless the settings name others: recorders are programs, and viewers of an HLS stream
 * get it from a CDN, so neither has stats. Source: 100ms "Customize recordings", and its own `__internal_recorder`.
 */
export const UNSCORED_ROLES = '__internal_*, beam, beam-*, beam_*, *recorder*, hls-viewer*, hls_viewer*, hlsviewer*';

/** Returns a limit from the settings, or its default. Fails with `user` if the saved value is not allowed. */
export function limitOf(name: LimitName, { settings }: Pick<Context, 'settings'>): Outcome<number> {
  const saved = settings[name];
  const limit = readLimit(name, saved);
  if (limit === null) {
    const finding = `${name} in the data source settings is ${quote(saved)}.`;
    return { ok: false, failure: failure('user', 400, finding, describeLimit(name)) };
  }
  return { ok: true, value: limit ?? LIMITS[name].default };
}

/** Reads a saved or typed limit: undefined if there is none, null if the value is not allowed. */
export function readLimit(name: LimitName, saved: unknown): number | undefined | null {
  if (saved === undefined || saved === null || (typeof saved === 'string' && saved.trim() === '')) {
    return undefined;
  }
  const { kind, max } = LIMITS[name];
  const number = asNumber(saved);
  const isInRange = number !== null && number >= 1 && number <= max;
  return isInRange && (kind !== 'whole number' || Number.isInteger(number)) ? number : null;
}

/** Returns a sentence about the allowed values of a limit. */
export function describeLimit(name: LimitName): string {
  const { kind, max } = LIMITS[name];
  return `It must be a ${kind} from 1 to ${max}.`;
}

/**
 * Returns the seconds that a `calls` query may spend on requests: the setting, or less if the host has less. Fails with
 * `user` if the setting is wrong.
 */
export function callsTimeout(context: Context): Outcome<number> {
  const seconds = limitOf('callsTimeout', context);
  return seconds.ok ? { ok: true, value: Math.min(seconds.value, (context.timeLeft ?? Infinity) / 1_000) } : seconds;
}
