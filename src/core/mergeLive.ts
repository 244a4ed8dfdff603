import { type DecodedOutcome, type Results, isKind } from './requestCollector';
import type { LiveChannel } from './storm/live/channel';
import { append, join, readHistory, type History } from './storm/live/history';

const EMPTY_HISTORY: History = { points: [], failure: null };

/**
 * Returns the results of a query with a message of a channel appended to the channel's request. A message that cannot
 * be read changes nothing.
 */
export function appendLive(
  results: Results,
  { key, data }: LiveChannel & { readonly key: string },
  message: unknown
): Results {
  const update = readHistory(data.queryType, message);
  return update === null
    ? results
    : { ...results, [key]: live(append(historyOf(results[key]) ?? EMPTY_HISTORY, update)) };
}

/**
 * Returns the fresh results of a live query, each with what was known before. So a request that fails, or that another
 * Grafana answers, takes nothing off a graph. A substream that is gone is an answer: its failure stays.
 */
export function mergeLive(known: Results, fresh: Results): Results {
  const entries = Object.entries(fresh).map(([key, outcome]): [string, DecodedOutcome] => {
    const [before, history] = [known[key], historyOf(known[key])];
    if (history !== undefined) {
      const update = historyOf(outcome) ?? { points: [], failure: outcome.ok ? null : outcome.failure.message };
      return [key, live(join(history, update))];
    }
    return [key, before?.ok && !outcome.ok && isTemporary(outcome.failure.status) ? before : outcome];
  });
  return Object.fromEntries(entries);
}

function isTemporary(status: number): boolean {
  return status === 429 || status >= 500;
}

function historyOf(outcome: Results[string] | undefined): History | undefined {
  return outcome !== undefined && isKind(outcome, 'live') ? outcome.value : undefined;
}

function live(value: History): DecodedOutcome {
  return { ok: true, projection: 'live', value };
}
