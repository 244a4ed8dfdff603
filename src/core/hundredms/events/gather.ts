import type { Asking } from '../../asking';
import type { Parts } from '../../failure/parts';
import { hasPassed, walk } from '../../pages';
import type { Context } from '../../protocol';
import { LISTED_TYPES, PRESENCE_TYPES, type EventsQuery } from '../../query/types/events';
import { eventsRequest, sessionRequest } from '../requests';
import { callsIn } from '../sessions/calls';
import type { Session } from '../session';
import type { CallEvent } from './event';

/** How many events one list is asked for at most. */
const MOST_EVENTS = 1_000;
/** How many sessions of a room tell who came and went. */
const MOST_SESSIONS = 200;

/** What an `events` query's requests came to. */
export interface GatheredEvents extends Parts {
  readonly events: readonly CallEvent[];
  /** Whose peers tell who came and went. */
  readonly sessions: readonly Session[];
}

/** Which rooms' events are listed, each for one session or for all. */
interface Place {
  readonly room_id: string;
  readonly session_id?: string;
}

/** Asks for the events of a query's room or session, and for the sessions that tell who came and went. */
export function gatherEvents(query: EventsQuery, context: Context, asking: Asking): GatheredEvents {
  const sessions = wantsPresence(query) || query.roomId.length === 0 ? sessionsOf(query, context, asking) : NONE;
  const lists = wantsListed(query)
    ? placesOf(query, sessions.sessions).map((place) => list(place, query, context, asking))
    : [];
  const unread = lists.reduce((sum, { unread: count }) => sum + count, 0);
  return {
    events: lists.flatMap(({ items }) => items),
    sessions: wantsPresence(query) ? sessions.sessions : [],
    failures: [...sessions.failures, ...lists.flatMap(({ failure }) => failure ?? [])],
    read: sessions.read + lists.filter(({ failure }) => failure === null).length,
    warnings: [
      ...sessions.warnings,
      ...(lists.some(({ isCut }) => isCut)
        ? [`There are more than ${MOST_EVENTS} events: the rest is left out. Name types, peers or a session.`]
        : []),
      ...(unread > 0 ? [`100ms listed ${unread} entries that are no events; they are left out.`] : []),
    ],
  };
}

type Sessions = Omit<GatheredEvents, 'events'>;
const NONE: Sessions = { sessions: [], failures: [], read: 0, warnings: [] };

function wantsPresence({ types, errorsOnly }: EventsQuery): boolean {
  return !errorsOnly && (types.length === 0 || PRESENCE_TYPES.some((type) => types.includes(type)));
}

function wantsListed({ types }: EventsQuery): boolean {
  return types.length === 0 || LISTED_TYPES.some((type) => types.includes(type));
}

/** The named sessions, or those of the rooms within the range. */
function sessionsOf(query: EventsQuery, context: Context, asking: Asking): Sessions {
  if (query.sessionId.length === 0) {
    const { calls, ...rest } = callsIn(query.roomId, MOST_SESSIONS, context, asking);
    return { ...rest, sessions: calls };
  }
  const outcomes = query.sessionId.flatMap((session_id) => {
    const outcome = asking.for(sessionRequest(session_id));
    return outcome === undefined ? [] : [{ session_id, outcome }];
  });
  const sessions = outcomes.flatMap(({ session_id, outcome }) =>
    outcome.ok ? [{ ...outcome.value, session_id }] : []
  );
  const failures = outcomes.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]));
  return { sessions, failures, read: sessions.length, warnings: [] };
}

/** A session's events are in its own room; the query's is asked where the session is not known. */
function placesOf(query: EventsQuery, sessions: readonly Session[]): readonly Place[] {
  if (query.sessionId.length === 0) {
    return query.roomId.map((room_id) => ({ room_id }));
  }
  return query.sessionId.flatMap((session_id) => {
    const own = sessions.find((session) => session.session_id === session_id)?.room_id ?? null;
    return (own === null ? query.roomId : [own]).map((room_id) => ({ room_id, session_id }));
  });
}

function list(place: Place, query: EventsQuery, context: Context, asking: Asking) {
  const [peer_id] = query.peerIds;
  const first = eventsRequest({
    ...place,
    ...(peer_id !== undefined && query.peerIds.length === 1 ? { peer_id } : {}),
    types: LISTED_TYPES.filter((type) => query.types.includes(type)),
    errorsOnly: query.errorsOnly,
  });
  return walk(first, (page) => asking.for(page), {
    most: MOST_EVENTS,
    isWhole: (items) => hasPassed(items, context.range.from),
  });
}
