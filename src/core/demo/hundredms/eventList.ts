import { hundredmsError, json, type DemoAnswer } from '../answer';
import { booleanOf, wholeOf } from '../params';
import { callAt, callOf, callsBetween, type Call } from './calls';
import { CAST } from './cast';
import { eventOf, identityOf } from './event';
import { happeningsOf, type Happening } from './happenings';
import { kindOf, partyOf } from './party';
import { hasCast } from './peers';
import { roomOf, type DemoRoom } from './rooms';

/** Milliseconds. Source: 100ms "Analytics Events", "for upto last 30 days". */
const KEPT = 30 * 86_400_000;
const CURSOR_LASTS = 86_400_000;

/** What events were asked for. */
interface Asked {
  readonly limit: number;
  readonly session_id: string | undefined;
  readonly peer_id: string | undefined;
  readonly types: ReadonlySet<string> | null;
  readonly errorsOnly: boolean;
  readonly cursor: Cursor;
}

/** Where a page begins. */
interface Cursor {
  /** When the first page was asked for: what happened since is on none. */
  readonly seen: number;
  /** When the call began whose event is next, milliseconds since the epoch, and which of its events that is. */
  readonly start: number;
  readonly index: number;
}

/**
 * `GET /v2/analytics/events`, the oldest first, as in the page's samples. Everything of the last 30 days counts towards `total`; `limit` is
 * how many there are on the page; `next` is for 24 hours.
 */
export function eventListAnswer(query: Readonly<Record<string, string>>, now: number): DemoAnswer {
  if (query.room_id === undefined || query.room_id === '') {
    return hundredmsError(400, 'Invalid query parameter', 'room_id is required');
  }
  const asked = read(query, now);
  if (asked === null) {
    return hundredmsError(400, 'Invalid query parameter');
  }
  const room = roomOf(query.room_id);
  const calls = room === null ? [] : callsOf(room, asked);
  const { events, next } = pageOf(calls, asked);
  return json(200, { limit: events.length, total: total(calls, asked), next, events });
}

function read(query: Readonly<Record<string, string>>, now: number): Asked | null {
  const limit = wholeOf(query.limit, 1, 100, 10);
  const errorsOnly = booleanOf(query.error, false);
  const cursor = query.start === undefined ? { seen: now, start: 0, index: 0 } : cursorOf(query.start, now);
  if (limit === null || errorsOnly === null || cursor === null) {
    return null;
  }
  // A parameter that was sent several times arrives as one text.
  const types = query.type === undefined ? null : new Set(query.type.split('&'));
  return { limit, session_id: query.session_id, peer_id: query.peer_id, types, errorsOnly, cursor };
}

const CURSOR = /^([0-9a-f]{8}):([0-9a-f]{8}):([0-9a-f]{1,4})$/;

function cursorOf(text: string, now: number): Cursor | null {
  const [, seen = '', start = '', index = ''] = CURSOR.exec(text) ?? [];
  const cursor = { seen: parseInt(seen, 16) * 1_000, start: parseInt(start, 16) * 1_000, index: parseInt(index, 16) };
  return cursor.seen <= now && cursor.seen > now - CURSOR_LASTS ? cursor : null;
}

function cursorText({ seen, start, index }: Cursor): string {
  const seconds = (at: number): string => (at / 1_000).toString(16).padStart(8, '0');
  return `${seconds(seen)}:${seconds(start)}:${index.toString(16)}`;
}

/** The calls of a room in which there can be what was asked for, the oldest first. */
function callsOf(room: DemoRoom, { session_id, peer_id, cursor: { seen } }: Asked): readonly Call[] {
  const from = seen - KEPT - (room.schedule?.longest ?? 0);
  const only = session_id !== undefined ? callOf(session_id, seen) : callOfPeer(room, peer_id, seen);
  if (only !== undefined) {
    return only !== null && only.room === room && only.start >= from ? [only] : [];
  }
  return [...callsBetween([room], from, seen)].reverse();
}

/** The one call of a peer: its ID begins with when that began. Undefined without a peer, or for one who is in many calls. */
function callOfPeer(room: DemoRoom, peer_id: string | undefined, seen: number): Call | null | undefined {
  if (peer_id === undefined || CAST.some(({ id }) => id === peer_id)) {
    return undefined;
  }
  return callAt(room, parseInt(peer_id.slice(0, 8), 16) * 1_000, seen);
}

function matches(call: Call, happening: Happening, { session_id, peer_id, types, errorsOnly, cursor }: Asked): boolean {
  const at = call.start + happening.at;
  const event = identityOf(call, happening);
  return (
    at <= cursor.seen &&
    at >= cursor.seen - KEPT &&
    (session_id === undefined || event.session_id === session_id) &&
    (peer_id === undefined || event.peer_id === peer_id) &&
    (types === null || types.has(event.type)) &&
    (!errorsOnly || event.isError)
  );
}

function pageOf(calls: readonly Call[], asked: Asked): { readonly events: readonly unknown[]; readonly next: string } {
  const events: unknown[] = [];
  const { seen, start, index: first } = asked.cursor;
  for (const call of calls.filter((candidate) => candidate.start >= start)) {
    const happenings = happeningsOf(call);
    for (let index = call.start === start ? first : 0; index < happenings.length; index++) {
      const happening = happenings[index];
      if (happening === undefined || !matches(call, happening, asked)) {
        continue;
      }
      if (events.length === asked.limit) {
        return { events, next: cursorText({ seen, start: call.start, index }) };
      }
      events.push(eventOf(call, happening));
    }
  }
  return { events, next: '' };
}

/** How many events there are. Calls of one kind have as many, so that of 30 days' calls only a few are looked into. */
function total(calls: readonly Call[], asked: Asked): number {
  const known = new Map<string, number>();
  const { seen } = asked.cursor;
  return calls.reduce((sum, call) => {
    const isWhole = call.start >= seen - KEPT && call.end <= seen;
    const kind = !isWhole ? null : hasCast(call) ? 'cast' : kindOf(partyOf(call));
    const count =
      (kind === null ? undefined : known.get(kind)) ??
      happeningsOf(call).filter((happening) => matches(call, happening, asked)).length;
    if (kind !== null) {
      known.set(kind, count);
    }
    return sum + count;
  }, 0);
}
