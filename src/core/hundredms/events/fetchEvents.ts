import type { HundredmsRequests } from '../documents';
import type { PartialResult } from '../../failure/partialResult';
import { isBeforeRange, paginate, wasRead } from '../../collect/pagination';
import type { Context } from '../../protocol';
import { LISTED_TYPES, PRESENCE_TYPES, type EventsQuery } from '../../query/types/events';
import { eventsRequest, sessionRequest } from '../requests';
import { sessionsIn } from '../sessions/listSessions';
import { peersLeftOutOf, type Session } from '../session';
import type { CallEvent } from './event';

/** How many events one list is asked for at most. */
const MAX_EVENTS = 1_000;
/** How many sessions of a room tell who came and went. */
const MAX_SESSIONS = 200;

/** What an `events` query's requests came to. */
export interface FetchedEvents extends PartialResult {
  readonly events: readonly CallEvent[];
  /** Whose peers tell who came and went. */
  readonly sessions: readonly Session[];
}

/** Which of a room's events are listed: those of one session, or of all. */
interface Place {
  readonly room_id: string;
  readonly session_id?: string;
  readonly errorsOnly: boolean;
}

/** Asks for the events of a query's room or session, and for the sessions that tell who came and went. */
export function fetchEvents(query: EventsQuery, context: Context, requests: HundredmsRequests): FetchedEvents {
  const sessions = needsSessions(query) ? sessionsOf(query, context, requests) : NONE;
  const places = wantsListed(query) && sessions.isDone ? placesOf(query, sessions) : [];
  const lists = places.map((place) => list(place, query, context, requests));
  const unread = lists.reduce((sum, { unread: count }) => sum + count, 0);
  return {
    events: lists.flatMap(({ items }) => items),
    sessions: wantsPresence(query) ? sessions.sessions : [],
    failures: [...sessions.failures, ...lists.flatMap(({ failure }) => failure ?? [])],
    read: sessions.read + lists.filter(wasRead).length,
    warnings: [
      ...sessions.warnings,
      ...(wantsPresence(query) ? peersLeftOutOf(sessions.sessions) : []),
      ...(wantsListed(query) && sessions.isDone ? roomless(query, sessions) : []),
      ...(lists.some(({ isCut }) => isCut)
        ? [
            `A list of events goes on after ${MAX_EVENTS} of them: the rest is left out. Name types, peers or a session.`,
          ]
        : []),
      ...(unread > 0 ? [`100ms listed ${unread} entries that are no events; they are left out.`] : []),
    ],
  };
}

interface Sessions extends Omit<FetchedEvents, 'events'> {
  /** False while one is yet to be asked for. */
  readonly isDone: boolean;
}
const NONE: Sessions = { sessions: [], failures: [], read: 0, warnings: [], isDone: true };

function wantsPresence({ types, errorsOnly }: EventsQuery): boolean {
  return !errorsOnly && (types.length === 0 || PRESENCE_TYPES.some((type) => types.includes(type)));
}

function wantsListed({ types }: EventsQuery): boolean {
  return types.length === 0 || LISTED_TYPES.some((type) => types.includes(type));
}

/** A room's events are asked for session by session, since its whole list goes back 30 days, the oldest first. */
function needsSessions(query: EventsQuery): boolean {
  return wantsPresence(query) || query.roomId.length === 0 || query.sessionId.length === 0;
}

/** The named sessions, or those of the rooms within the range. */
function sessionsOf(query: EventsQuery, context: Context, requests: HundredmsRequests): Sessions {
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
  const isDone = outcomes.length === query.sessionId.length;
  return { sessions, failures, read: sessions.length, warnings: [], isDone };
}

/**
 * A session's events are in its own room; the query's is asked where the session is not known. Of a room, beside its sessions, the errors:
 * a client that did not get into a session has none. The whole room only where its sessions cannot be listed.
 */
function placesOf(query: EventsQuery, { sessions, read }: Sessions): readonly Place[] {
  const { roomId, sessionId, errorsOnly } = query;
  if (sessionId.length > 0) {
    const roomOf = new Map(sessions.map(({ session_id, room_id }) => [session_id, room_id]));
    return sessionId.flatMap((session_id) => {
      const own = roomOf.get(session_id) ?? null;
      return (own === null ? roomId : [own]).map((room_id) => ({ room_id, session_id, errorsOnly }));
    });
  }
  const isBySession = read > 0;
  const ofRoom = new Map(roomId.map((room_id): [string, Place[]] => [room_id, []]));
  for (const { session_id, room_id } of isBySession ? sessions : []) {
    if (session_id !== null && room_id !== null) {
      ofRoom.get(room_id)?.push({ room_id, session_id, errorsOnly });
    }
  }
  return [...ofRoom].flatMap(([room_id, places]) => [...places, { room_id, errorsOnly: isBySession || errorsOnly }]);
}

/** A session that was read and does not tell its room leaves nothing to ask for. */
function roomless({ roomId, sessionId }: EventsQuery, { sessions }: Sessions): readonly string[] {
  return sessions.flatMap(({ session_id, room_id }) =>
    sessionId.length > 0 && roomId.length === 0 && room_id === null
      ? [`Session ${session_id} does not tell its room: name the room, since 100ms lists events by room.`]
      : []
  );
}

function list(place: Place, query: EventsQuery, context: Context, requests: HundredmsRequests) {
  const [peer_id] = query.peerIds;
  const first = eventsRequest({
    ...place,
    ...(peer_id !== undefined && query.peerIds.length === 1 ? { peer_id } : {}),
    types: LISTED_TYPES.filter((type) => query.types.includes(type)),
  });
  return paginate(first, (page) => requests.outcome(page), {
    max: MAX_EVENTS,
    isWhole: (items) => isBeforeRange(items, context.range.from),
  });
}
