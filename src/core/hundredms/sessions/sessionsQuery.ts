import type { Requests } from '../../requestCollector';
import { columnsOver, type Column } from '../../frames/frame';
import { Notices } from '../../frames/notices';
import { tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import type { SessionsQuery } from '../../query/types/sessions';
import { unscoredRolesOf } from '../calls/unscoredRoles';
import { countPeople } from '../session';
import { durationOf, sessionsIn, sessionEnd, type ListedSession } from './listSessions';
import { addRoomNameNotice, roomNameOf, roomNames } from './roomNames';

/**
 * Requests the sessions that overlap the range, and returns a function that builds a table of them. It fails if no list
 * could be read.
 */
export function collectSessions(query: SessionsQuery, context: Context, requests: Requests): () => QueryResult {
  const isUnscored = unscoredRolesOf(context);
  if (!isUnscored.ok) {
    return () => isUnscored;
  }
  const { calls, isComplete, ...parts } = sessionsIn(query.roomIds, query.limit, context, requests);
  const rooms = roomNames(isComplete ? calls.map(({ room_id }) => room_id) : [], requests);
  return () => {
    const notices = new Notices();
    addRoomNameNotice(rooms, notices);
    const rows = calls
      .map((session): Row => ({
        ...session,
        people: countPeople(session.peers.filter(({ role }) => !isUnscored.value(role))),
        room: roomNameOf(rooms, session),
      }))
      .filter(({ session_id, room_id, room }) => matchesKnown({ session_id, room_id, room }, query.filters));
    return tableOf(query.refId, parts, rows, columnsOf, 'No call overlaps the range.', notices);
  };
}

type Row = ListedSession & { readonly people: number; readonly room: string | null };

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('start', 'nullableTime', ({ created_at }) => created_at),
    columnOf('end', 'nullableTime', sessionEnd, { description: 'Empty while it runs' }),
    columnOf('duration', 'number', durationOf, { unit: 'ms', min: 0 }),
    columnOf('room', 'text', ({ room }) => room),
    columnOf('peers', 'number', ({ peers, peersLeftOut = 0 }) => peers.length + peersLeftOut, {
      description: 'Number of joins; a person who came back counts again',
      min: 0,
    }),
    columnOf('people', 'number', ({ people, peersLeftOut = 0 }) => people + peersLeftOut, {
      description:
        'Number of people: a person who came back counts once if the application sets user_id; roles that are never scored do not count',
      min: 0,
    }),
    columnOf('active', 'boolean', ({ active }) => active),
    columnOf('session_id', 'text', ({ session_id }) => session_id),
    columnOf('room_id', 'text', ({ room_id }) => room_id),
  ];
}
