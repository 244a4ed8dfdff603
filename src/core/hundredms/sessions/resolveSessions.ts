import { type HundredmsRequests, sessionRequest } from '../requests';
import type { Context, Outcome } from '../../protocol';
import type { Session } from '../session';
import { sessionsIn } from './listSessions';

/** With more sessions than this, the list of the range is read first: a page has a hundred. */
const MAX_SINGLE_REQUESTS = 3;
const MAX_LISTED_SESSIONS = 2_000;

/**
 * Returns a function that finds the result for a session; undefined while it is not fetched yet. Many sessions are
 * searched in the list of the range, and the rest requested one by one.
 */
export function resolveSessions(
  ids: readonly string[],
  context: Context,
  requests: HundredmsRequests
): (session_id: string) => Outcome<Session> | undefined {
  if (ids.length <= MAX_SINGLE_REQUESTS) {
    return (session_id) => requests.outcome(sessionRequest(session_id));
  }
  const { calls, isDone } = sessionsIn([], MAX_LISTED_SESSIONS, context, requests);
  const byId = new Map(calls.map((session) => [session.session_id, session]));
  return (session_id) => {
    const session = byId.get(session_id);
    if (session !== undefined) {
      return { ok: true, value: session };
    }
    return isDone ? requests.outcome(sessionRequest(session_id)) : undefined;
  };
}
