import type { Requests } from '../../requestCollector';
import { sessionRequest } from '../requests';
import type { Context, Outcome } from '../../protocol';
import type { Session } from '../session';
import { stillRunning } from '../missingStats';
import { sessionsIn, type SessionList } from './listSessions';

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
  requests: Requests
): (session_id: string) => Outcome<Session> | undefined {
  if (ids.length <= MAX_SINGLE_REQUESTS) {
    return (session_id) => requests.outcome(sessionRequest(session_id));
  }
  const { calls, isComplete } = sessionsIn([], MAX_LISTED_SESSIONS, context, requests);
  const byId = new Map(calls.map((session) => [session.session_id, session]));
  return (session_id) => {
    const session = byId.get(session_id);
    if (session !== undefined) {
      return { ok: true, value: session };
    }
    return isComplete ? requests.outcome(sessionRequest(session_id)) : undefined;
  };
}

/** Finds sessions by their IDs. One that still runs fails, because it has no stats yet. */
export function namedSessions(ids: readonly string[], context: Context, requests: Requests): SessionList {
  const sessionOf = resolveSessions(ids, context, requests);
  const found = ids.map((session_id) => ({ session_id, outcome: sessionOf(session_id) }));
  const calls = found.flatMap(({ session_id, outcome }) =>
    outcome?.ok && !outcome.value.active ? [{ ...outcome.value, session_id }] : []
  );
  const failures = found.flatMap(({ session_id, outcome }) =>
    outcome?.ok === false ? [outcome.failure] : outcome?.value.active ? [stillRunning(session_id)] : []
  );
  const isComplete = found.every(({ outcome }) => outcome !== undefined);
  return { calls, isTruncated: false, skipped: 0, isComplete, failures, readCount: calls.length, warnings: [] };
}
