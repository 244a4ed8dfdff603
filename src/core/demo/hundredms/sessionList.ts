import { hundredmsError, json, type DemoAnswer } from '../answer';
import { booleanOf, instantOf, wholeOf } from '../params';
import { callOf, callsBetween, type Call } from './calls';
import { roomOf, ROOMS, type DemoRoom } from './rooms';
import { sessionDocument } from './session';

/** Milliseconds for which sessions are listed: twice as long as peer stats are kept, so that some have none any more. */
const LISTED = 60 * 86_400_000;
/** No call takes longer, so that those that run began within it. */
const LONGEST = ROOMS.reduce((longest, { schedule }) => Math.max(longest, schedule?.longest ?? 0), 0);

/** What a list of sessions was asked for. */
interface Asked {
  readonly limit: number;
  readonly active: boolean;
  readonly rooms: readonly DemoRoom[];
  /** Both ends included, against when a session began. */
  readonly after: number;
  readonly before: number;
  /** The last one of the page before; null for the first page. */
  readonly last: Call | null;
}

/** `GET /v2/sessions`, the newest first. `last` is empty on a page that is not full, and null on one that has none. */
export function sessionListAnswer(query: Readonly<Record<string, string>>, now: number): DemoAnswer {
  const asked = read(query, now);
  if (asked === null) {
    return hundredmsError(400, 'Invalid query parameter');
  }
  const page = pageOf(asked, now);
  const last = page.length === asked.limit ? page[page.length - 1]?.id : page.length > 0 ? '' : null;
  return json(200, { limit: asked.limit, data: page.map((call) => sessionDocument(call, now)), last });
}

/** Null where a parameter is not one that the service takes. Source: 100ms "List sessions", whose default for `active` is true. */
function read(query: Readonly<Record<string, string>>, now: number): Asked | null {
  const limit = wholeOf(query.limit, 10, 100, 10);
  const active = booleanOf(query.active, true);
  const after = instantOf(query.after, 0);
  const before = instantOf(query.before, now);
  const last = query.start === undefined ? null : callOf(query.start, now);
  const isCursorWrong = query.start !== undefined && last === null;
  if (limit === null || active === null || after === null || before === null || isCursorWrong) {
    return null;
  }
  const room = roomOf(query.room_id ?? '');
  const rooms = query.room_id === undefined ? ROOMS : room === null ? [] : [room];
  return { limit, active, rooms, after, before, last };
}

function pageOf({ limit, active, rooms, after, before, last }: Asked, now: number): readonly Call[] {
  const page: Call[] = [];
  const from = Math.max(after, now - (active ? LONGEST : LISTED));
  const to = Math.min(before, now, last?.start ?? now);
  for (const call of callsBetween(rooms, from, to)) {
    if (page.length === limit) {
      break;
    }
    if (call.end > now === active && (last === null || isBehind(call, last))) {
      page.push(call);
    }
  }
  return page;
}

/** Whether a call is listed after another. */
function isBehind(call: Call, other: Call): boolean {
  return call.start < other.start || ROOMS.indexOf(call.room) > ROOMS.indexOf(other.room);
}
