import { isKind } from './collect/requestCollector';
import type { Results } from './documents';
import { append, readHistory, type History } from './storm/live/history';

const NOTHING: History = { points: [], failure: null };

/** What a query's requests came to, with what a channel has just brought to the request of this key. What cannot be read changes nothing. */
export function appendLive(outcomes: Results, key: string, message: unknown): Results {
  const more = readHistory(message);
  if (more === null) {
    return outcomes;
  }
  const outcome = outcomes[key];
  const known = outcome?.ok && isKind(outcome.value, 'live') ? outcome.value.value : NOTHING;
  return { ...outcomes, [key]: { ok: true, value: { projection: 'live', value: append(known, more) } } };
}
