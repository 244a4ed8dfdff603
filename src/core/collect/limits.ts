import { failure } from '../failure/failure';
import { quote } from '../failure/text';
import { asNumber } from '../json';
import type { Context, Outcome } from '../protocol';

/** A setting that bounds a query. */
interface Limit {
  /** What holds where the settings say nothing. */
  readonly default: number;
  /** What it is, in words. */
  readonly kind: 'whole number' | 'number of seconds';
  /** The largest that it may be; the smallest is 1. */
  readonly max: number;
}

/** What bounds a query, by the settings' names. Their docs: src/types.ts. */
export const LIMITS = {
  maxPeers: { default: 50, kind: 'whole number', max: 10_000 },
  maxSessions: { default: 200, kind: 'whole number', max: 10_000 },
  // Below the 30 s that Grafana gives the evaluation of an alert rule. Source: `evaluation_timeout` of its configuration.
  callsTimeout: { default: 25, kind: 'number of seconds', max: 600 },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof LIMITS;

/** A bound as the settings have it. Fails with `user` where they hold what it cannot be. */
export function limitOf(name: LimitName, context: Pick<Context, LimitName>): Outcome<number> {
  const saved = context[name];
  const bound = readLimit(name, saved);
  if (bound === null) {
    const finding = `${name} in the data source settings is ${quote(saved)}.`;
    return { ok: false, failure: failure('user', 400, finding, describeLimit(name)) };
  }
  return { ok: true, value: bound ?? LIMITS[name].default };
}

/** A saved or typed bound: undefined where there is none, null where it is none that can be. */
export function readLimit(name: LimitName, saved: unknown): number | undefined | null {
  if (saved === undefined || saved === null || (typeof saved === 'string' && saved.trim() === '')) {
    return undefined;
  }
  const { kind, max } = LIMITS[name];
  const number = asNumber(saved);
  const isOne = number !== null && number >= 1 && number <= max;
  return isOne && (kind !== 'whole number' || Number.isInteger(number)) ? number : null;
}

/** What a bound can be: a sentence. */
export function describeLimit(name: LimitName): string {
  const { kind, max } = LIMITS[name];
  return `It must be a ${kind} from 1 to ${max}.`;
}

/** The seconds that a `calls` query may spend on requests: the setting, or less where the host has less. Fails with `user` for a wrong setting. */
export function callsTimeout(context: Context): Outcome<number> {
  const seconds = limitOf('callsTimeout', context);
  return seconds.ok ? { ok: true, value: Math.min(seconds.value, (context.timeLeft ?? Infinity) / 1_000) } : seconds;
}
