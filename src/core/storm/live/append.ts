import { isOf, type Outcomes } from '../../outcomes';
import { appended, readLive, type Live } from './live';

const NOTHING: Live = { points: [], failure: null };

/** What a query's requests came to, with what a channel has just brought to the request of this key. What cannot be read changes nothing. */
export function appendLive(outcomes: Outcomes, key: string, message: unknown): Outcomes {
  const more = readLive(message);
  if (more === null) {
    return outcomes;
  }
  const outcome = outcomes[key];
  const known = outcome?.ok && isOf(outcome.value, 'live') ? outcome.value.value : NOTHING;
  return { ...outcomes, [key]: { ok: true, value: { reading: 'live', value: appended(known, more) } } };
}
