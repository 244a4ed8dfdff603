import type { Requests } from '../../requestCollector';
import { sessionsRequest } from '../requests';
import { lastBy } from '../../collect/lastBy';
import { paginate } from '../../collect/pagination';
import type { Context } from '../../protocol';
import { joinLists, type JoinedLists } from '../page';
import type { Session } from '../session';

const HOUR = 3_600_000;
/** The longest duration of a session. Source: 100ms "Sessions". */
export const MAX_DURATION = 12 * HOUR;

/** A session from a list, which always has an ID. */
export type ListedSession = Session & { readonly session_id: string };

/** The sessions that overlap a range, as far as they are listed. */
export interface SessionList extends Omit<JoinedLists<Session>, 'items'> {
  /** The newest first. */
  readonly calls: readonly ListedSession[];
}

/** Returns when a session ended, milliseconds since the epoch; null while it runs, or if unknown. */
export function sessionEnd({ active, updated_at }: Session): number | null {
  return active ? null : updated_at;
}

/** Returns how long a session lasted, milliseconds; null while it runs, or if unknown. */
export function durationOf(session: Session): number | null {
  const end = sessionEnd(session);
  return end === null || session.created_at === null ? null : Math.max(0, end - session.created_at);
}

/**
 * Lists at most `max` sessions that overlap the range, including live ones. An empty list of rooms means all rooms.
 */
export function sessionsIn(roomIds: readonly string[], max: number, context: Context, requests: Requests): SessionList {
  return listMatchingSessions(roomIds, [true, false], overlapsRange, max, context, requests);
}

/** Lists the sessions that ended in the range. */
export function sessionsEndedIn(roomIds: readonly string[], context: Context, requests: Requests): SessionList {
  return listMatchingSessions(roomIds, [false], hasEndedInRange, Infinity, context, requests);
}

function listMatchingSessions(
  roomIds: readonly string[],
  states: readonly boolean[],
  isWanted: (session: Session, context: Context) => boolean,
  max: number,
  context: Context,
  requests: Requests
): SessionList {
  const { after, before } = startFilter(context);
  const rooms = roomIds.length === 0 ? [undefined] : roomIds;
  const lists = rooms
    .flatMap((room_id) => states.map((active) => sessionsRequest({ active, room_id, after, before })))
    .map((first) => {
      let wanted = 0;
      return paginate(first, (page) => requests.outcome(page), {
        stopAfter: (sessions) => (wanted += sessions.filter((session) => isWanted(session, context)).length) > max,
      });
    });
  const { items, ...joined } = joinLists(lists, 'sessions');
  const sessions = items.filter((session): session is ListedSession => session.session_id !== null);
  const matching = lastBy(sessions, ({ session_id }) => session_id)
    .filter((session) => isWanted(session, context))
    .sort((one, other) => (other.created_at ?? 0) - (one.created_at ?? 0));
  const isTruncated = matching.length > max || joined.isTruncated;
  const finding = `There are more calls than the newest ${Math.min(max, matching.length)}: the rest is left out.`;
  const warnings = [...(isTruncated ? [finding] : []), ...joined.warnings];
  return { ...joined, calls: matching.slice(0, max), isTruncated, warnings };
}

/**
 * Returns when the sessions that overlap the range can have started. It rounds to whole hours, so that panels with
 * almost the same range send the same request, and has no end if that is now.
 */
function startFilter({ range, now }: Context): { readonly after: number; readonly before?: number } {
  const after = Math.floor((range.from - MAX_DURATION) / HOUR) * HOUR;
  const before = Math.ceil((range.to + 1) / HOUR) * HOUR;
  return before > now ? { after } : { after, before };
}

/** A session without a start or an end counts as in the range, because the list was requested for the range. */
function overlapsRange(session: Session, { range }: Context): boolean {
  return (session.created_at ?? range.from) <= range.to && (sessionEnd(session) ?? range.to) >= range.from;
}

function hasEndedInRange(session: Session, { range }: Context): boolean {
  const end = sessionEnd(session);
  return end !== null && end >= range.from && end <= range.to;
}
