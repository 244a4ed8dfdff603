import type { Requests } from '../../requestCollector';
import { eventsRequest, sessionRequest } from '../requests';
import type { PartialResult } from '../../failure/partialResult';
import { isBeforeRange, paginate } from '../../collect/pagination';
import type { Context } from '../../protocol';
import { LISTED_TYPES, PRESENCE_TYPES, type EventsQuery } from '../../query/types/events';
import { joinLists } from '../page';
import { sessionsIn } from '../sessions/listSessions';
import { peersLeftOutWarnings, type Session } from '../session';
import type { CallEvent } from './event';

/** The most events requested of one list. */
const MAX_EVENTS = 1_000;
/** The most sessions of a room whose joins and leaves are read. */
const MAX_SESSIONS = 200;

/** The events of a query, as far as they could be read. */
interface FetchedEvents extends PartialResult {
  readonly events: readonly CallEvent[];
  /** The sessions whose peers joined and left. */
  readonly sessions: readonly Session[];
}

/** The part of a room whose events are listed: one session, or the whole room. */
interface EventScope {
  readonly room_id: string;
  readonly session_id?: string;
  readonly errorsOnly: boolean;
}

/** Requests the events of a query's room or session, and the sessions with the joins and leaves. */
export function fetchEvents(query: EventsQuery, context: Context, requests: Requests): FetchedEvents {
  const sessions = needsSessions(query) ? sessionsOf(query, context, requests) : NO_SESSIONS;
  const scopes = wantsListedEvents(query) && sessions.isComplete ? scopesOf(query, sessions) : [];
  const lists = joinLists(
    scopes.map((scope) => listEvents(scope, query, context, requests)),
    'events'
  );
  const finding = `A list has more than ${MAX_EVENTS} events: the rest is left out. Name types, peers or a session.`;
  return {
    events: lists.items,
    sessions: wantsPresence(query) ? sessions.sessions : [],
    failures: [...sessions.failures, ...lists.failures],
    readCount: sessions.readCount + lists.readCount,
    warnings: [
      ...sessions.warnings,
      ...(wantsPresence(query) ? peersLeftOutWarnings(sessions.sessions) : []),
      ...(wantsListedEvents(query) && sessions.isComplete ? missingRoomWarnings(query, sessions) : []),
      ...(lists.isTruncated ? [finding] : []),
      ...lists.warnings,
    ],
  };
}

interface Sessions extends Omit<FetchedEvents, 'events'> {
  /** False while a session is not fetched yet. */
  readonly isComplete: boolean;
}
const NO_SESSIONS: Sessions = { sessions: [], failures: [], readCount: 0, warnings: [], isComplete: true };

function wantsPresence({ types, errorsOnly }: EventsQuery): boolean {
  return !errorsOnly && (types.length === 0 || PRESENCE_TYPES.some((type) => types.includes(type)));
}

function wantsListedEvents({ types }: EventsQuery): boolean {
  return types.length === 0 || listedTypes(types).length > 0;
}

/** Returns the types that 100ms lists: all but those that come from sessions, since it may add types. */
function listedTypes(types: readonly string[]): readonly string[] {
  const known: readonly string[] = LISTED_TYPES;
  const others = types.filter((type) => !known.includes(type) && !PRESENCE_TYPES.some((each) => each === type));
  return [...known.filter((type) => types.includes(type)), ...others];
}

/** A room's events are requested session by session: the list of the whole room goes back 30 days, oldest first. */
function needsSessions(query: EventsQuery): boolean {
  return wantsPresence(query) || query.roomId.length === 0 || query.sessionId.length === 0;
}

/** Returns the named sessions, or the rooms' sessions within the range. */
function sessionsOf(query: EventsQuery, context: Context, requests: Requests): Sessions {
  if (query.sessionId.length === 0) {
    const { calls, ...rest } = sessionsIn(query.roomId, MAX_SESSIONS, context, requests);
    return { ...rest, sessions: calls };
  }
  const outcomes = query.sessionId.flatMap((session_id) => {
    const outcome = requests.outcome(sessionRequest(session_id));
    return outcome === undefined ? [] : [{ session_id, outcome }];
  });
  const sessions = outcomes.flatMap(({ session_id, outcome }) =>
    outcome.ok ? [{ ...outcome.value, session_id }] : []
  );
  const failures = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]));
  const isComplete = outcomes.length === query.sessionId.length;
  return { sessions, failures, readCount: sessions.length, warnings: [], isComplete };
}

/**
 * Returns the parts of rooms whose events are requested. The events of a session are in its own room, or in the query's
 * room if the session is unknown. A room needs its sessions and, beside them, its errors: a client that failed to join
 * a session has no session. The whole room is requested only if its sessions cannot be listed.
 */
function scopesOf(query: EventsQuery, { sessions, readCount }: Sessions): readonly EventScope[] {
  const { roomId, sessionId, errorsOnly } = query;
  if (sessionId.length > 0) {
    const roomOf = new Map(sessions.map(({ session_id, room_id }) => [session_id, room_id]));
    return sessionId.flatMap((session_id) => {
      const room = roomOf.get(session_id) ?? null;
      return (room === null ? roomId : [room]).map((room_id) => ({ room_id, session_id, errorsOnly }));
    });
  }
  const isBySession = readCount > 0;
  const scopesByRoom = new Map(roomId.map((room_id): [string, EventScope[]] => [room_id, []]));
  for (const { session_id, room_id } of isBySession ? sessions : []) {
    if (session_id !== null && room_id !== null) {
      scopesByRoom.get(room_id)?.push({ room_id, session_id, errorsOnly });
    }
  }
  return [...scopesByRoom].flatMap(([room_id, scopes]) => [
    ...scopes,
    { room_id, errorsOnly: isBySession || errorsOnly },
  ]);
}

/** Warns about sessions whose room is unknown: their events cannot be requested. */
function missingRoomWarnings({ roomId, sessionId }: EventsQuery, { sessions }: Sessions): readonly string[] {
  return sessions.flatMap(({ session_id, room_id }) =>
    sessionId.length > 0 && roomId.length === 0 && room_id === null
      ? [`Session ${session_id} does not tell its room: name the room, since 100ms lists events by room.`]
      : []
  );
}

function listEvents(scope: EventScope, query: EventsQuery, context: Context, requests: Requests) {
  const [peer_id] = query.peerIds;
  const first = eventsRequest({
    ...scope,
    ...(peer_id !== undefined && query.peerIds.length === 1 ? { peer_id } : {}),
    types: listedTypes(query.types),
  });
  return paginate(first, (page) => requests.outcome(page), {
    max: MAX_EVENTS,
    stopAfter: isBeforeRange(context.range.from),
  });
}
