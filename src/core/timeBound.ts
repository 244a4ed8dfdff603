import { boundOf, type BoundName } from './bounds';
import type { Context } from './protocol';
import type { QueryType } from './query/fields';
import type { Query } from './query/query';

/** The query types that ask for thousands of documents, with the setting that says for how long. */
const TIMEOUTS: Readonly<Partial<Record<QueryType, BoundName>>> = { calls: 'callsTimeout' };

/**
 * For how many milliseconds a host asks for what a query needs; null for as long as it takes, and where the settings are wrong, which the
 * query then tells. A request that is not answered by then gets the fault `late`, and so does each that is planned later: the query says
 * what that means for its answer.
 */
export function timeToAsk({ queryType }: Query, context: Context): number | null {
  const setting = TIMEOUTS[queryType];
  const seconds = setting === undefined ? null : boundOf(setting, context);
  return seconds?.ok ? seconds.value * 1_000 : null;
}
