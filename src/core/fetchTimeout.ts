import { limitOf } from './limits';
import type { Context, Outcome } from './protocol';
import type { Query } from './query/query';

/**
 * For how many milliseconds a host asks for what a query needs; null for as long as it takes, and where the settings are wrong, which the
 * query then tells. A request that is not answered by then gets the fault `late`, and so does each that is planned later: the query says
 * what that means for its answer. Only of `calls`, which asks for thousands of documents.
 */
export function fetchTimeout({ queryType }: Query, context: Context): number | null {
  const seconds = queryType === 'calls' ? callsTimeout(context) : null;
  return seconds?.ok ? seconds.value * 1_000 : null;
}

/** For how many seconds a `calls` query may ask: as the settings say, or what its host has. Fails with `user` where the settings are wrong. */
export function callsTimeout(context: Context): Outcome<number> {
  const seconds = limitOf('callsTimeout', context);
  return seconds.ok ? { ok: true, value: Math.min(seconds.value, (context.timeLeft ?? Infinity) / 1_000) } : seconds;
}
