import type { HundredmsRequests } from '../requests';
import type { Context } from '../../protocol';
import { stillRunning } from '../missingStats';
import type { SessionList } from './listSessions';
import { resolveSessions } from './resolveSessions';

/** Finds sessions by their IDs. One that still runs fails, because it has no stats yet. */
export function namedSessions(ids: readonly string[], context: Context, requests: HundredmsRequests): SessionList {
  const sessionOf = resolveSessions(ids, context, requests);
  const found = ids.map((session_id) => ({ session_id, outcome: sessionOf(session_id) }));
  const calls = found.flatMap(({ session_id, outcome }) =>
    outcome?.ok && !outcome.value.active ? [{ ...outcome.value, session_id }] : []
  );
  const failures = found.flatMap(({ session_id, outcome }) =>
    outcome?.ok === false ? [outcome.failure] : outcome?.value.active ? [stillRunning(session_id)] : []
  );
  const isDone = found.every(({ outcome }) => outcome !== undefined);
  return { calls, isCut: false, unread: 0, isDone, failures, read: calls.length, warnings: [] };
}
