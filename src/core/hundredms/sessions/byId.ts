import type { Asking } from '../../asking';
import type { Context, Outcome } from '../../protocol';
import { sessionRequest } from '../requests';
import type { Session } from '../session';
import { callsIn } from './calls';

/** Of more sessions than this the lists of the range are read first: a page holds a hundred. */
const ONE_BY_ONE = 3;
const MOST_LISTED = 2_000;

/** What each of some sessions came to; undefined where it is yet to be asked for. Many are looked for in the lists of the range, the rest asked for one by one. */
export function sessionsById(
  ids: readonly string[],
  context: Context,
  asking: Asking
): (session_id: string) => Outcome<Session> | undefined {
  if (ids.length <= ONE_BY_ONE) {
    return (session_id) => asking.for(sessionRequest(session_id));
  }
  const { calls, isDone } = callsIn([], MOST_LISTED, context, asking);
  const listed = new Map(calls.map((call) => [call.session_id, call]));
  return (session_id) => {
    const call = listed.get(session_id);
    if (call !== undefined) {
      return { ok: true, value: call };
    }
    return isDone ? asking.for(sessionRequest(session_id)) : undefined;
  };
}
