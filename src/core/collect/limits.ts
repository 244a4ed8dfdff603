import { failure } from '../failure/failure';
import { quoted } from '../failure/text';
import { asNumber } from '../json';
import type { Context, Outcome } from '../protocol';

/** A setting that bounds a query. */
interface Limit {
  /** What holds where the settings say nothing. */
  readonly usual: number;
  /** What it is, in words. */
  readonly what: 'whole number' | 'number of seconds';
  /** The largest that it may be; the smallest is 1. */
  readonly most: number;
}

/** What bounds a query, by the settings' names. Their docs: src/types.ts. */
export const BOUNDS = {
  maxPeers: { usual: 50, what: 'whole number', most: 10_000 },
  maxSessions: { usual: 200, what: 'whole number', most: 10_000 },
  // Below the 30 s that Grafana gives the evaluation of an alert rule. Source: `evaluation_timeout` of its configuration.
  callsTimeout: { usual: 25, what: 'number of seconds', most: 600 },
} as const satisfies Record<string, Limit>;
export type BoundName = keyof typeof BOUNDS;

/** A bound as the settings have it. Fails with `user` where they hold what it cannot be. */
export function limitOf(name: BoundName, context: Pick<Context, BoundName>): Outcome<number> {
  const saved = context[name];
  const bound = readBound(name, saved);
  if (bound === null) {
    const finding = `${name} in the data source settings is ${quoted(saved)}.`;
    return { ok: false, failure: failure('user', 400, finding, mustBe(name)) };
  }
  return { ok: true, value: bound ?? BOUNDS[name].usual };
}

/** A saved or typed bound: undefined where there is none, null where it is none that can be. */
export function readBound(name: BoundName, saved: unknown): number | undefined | null {
  if (saved === undefined || saved === null || (typeof saved === 'string' && saved.trim() === '')) {
    return undefined;
  }
  const { what, most } = BOUNDS[name];
  const number = asNumber(saved);
  const isOne = number !== null && number >= 1 && number <= most;
  return isOne && (what !== 'whole number' || Number.isInteger(number)) ? number : null;
}

/** What a bound can be: a sentence. */
export function mustBe(name: BoundName): string {
  const { what, most } = BOUNDS[name];
  return `It must be a ${what} from 1 to ${most}.`;
}

/** The seconds that a `calls` query may spend on requests: the setting, or less where the host has less. Fails with `user` for a wrong setting. */
export function callsTimeout(context: Context): Outcome<number> {
  const seconds = limitOf('callsTimeout', context);
  return seconds.ok ? { ok: true, value: Math.min(seconds.value, (context.timeLeft ?? Infinity) / 1_000) } : seconds;
}
