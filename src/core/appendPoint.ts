import { isKind } from './collect/requestCollector';
import type { Results } from './documents';
import { append, readHistory, type History } from './storm/live/history';

const EMPTY_HISTORY: History = { points: [], failure: null };

/**
 * Returns the results of a query with a channel message appended to the request `key`. A message that cannot be read
 * changes nothing.
 */
export function appendLive(results: Results, key: string, message: unknown): Results {
  const update = readHistory(message);
  if (update === null) {
    return results;
  }
  const outcome = results[key];
  const known = outcome?.ok && isKind(outcome.value, 'live') ? outcome.value.value : EMPTY_HISTORY;
  return { ...results, [key]: { ok: true, value: { projection: 'live', value: append(known, update) } } };
}
