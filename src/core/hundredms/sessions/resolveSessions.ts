import type { HundredmsRequests } from '../documents';
import type { Context, Outcome } from '../../protocol';
import { sessionRequest } from '../requests';
import type { Session } from '../session';
import { sessionsIn } from './listSessions';

/** Of more sessions than this the lists of the range are read first: a page holds a hundred. */
const MAX_SINGLE_REQUESTS = 3;
const MAX_LISTED = 2_000;

/** What each of some sessions came to; undefined where it is yet to be asked for. Many are looked for in the lists of the range, the rest asked for one by one. */
export function resolveSessions(
  ids: readonly string[],
  context: Context,
  requests: HundredmsRequests
): (session_id: string) => Outcome<Session> | undefined {
  if (ids.length <= MAX_SINGLE_REQUESTS) {
    return (session_id) => requests.outcome(sessionRequest(session_id));
  }
  const { calls, isDone } = sessionsIn([], MAX_LISTED, context, requests);
  const listed = new Map(calls.map((call) => [call.session_id, call]));
  return (session_id) => {
    const call = listed.get(session_id);
    if (call !== undefined) {
      return { ok: true, value: call };
    }
    return isDone ? requests.outcome(sessionRequest(session_id)) : undefined;
  };
}
