import { callsTimeout } from './collect/limits';
import type { Context } from './protocol';
import type { Query } from './query/queryTypes';

/**
 * Returns how many milliseconds a host may spend on the requests of a query. Null for no limit, and for wrong settings,
 * which the query reports. A request without a response by then gets the fault `queryTimeout`, as does each one that is
 * planned later; the query decides how that affects its result. Only `calls` has a limit, since it requests thousands of
 * documents.
 */
export function fetchTimeout({ queryType }: Query, context: Context): number | null {
  const seconds = queryType === 'calls' ? callsTimeout(context) : null;
  return seconds?.ok ? seconds.value * 1_000 : null;
}
