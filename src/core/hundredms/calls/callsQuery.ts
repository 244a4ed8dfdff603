import type { HundredmsRequests } from '../documents';
import { withAdvice } from '../../failure/failure';
import { columnsOver, frame, type Column, type FrameMeta } from '../../frames/frame';
import { Notices } from '../../frames/notices';
import { tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import type { CallsQuery } from '../../query/types/calls';
import { METRICS } from '../../measurements/trackMetrics';
import { addRoomNameNotice } from '../sessions/roomNames';
import { SCORE } from '../tracksQuery';
import { fetchCalls, type FetchedCalls } from './fetchCalls';
import { causesOfPeers } from './peerCauses';
import type { ScoredPeer } from './scorePeers';

/**
 * Requests the peers of every session that ended in the range or is named, and returns a function that builds frames of their
 * scores. It fails with the first failure if nothing could be read.
 */
export function collectCalls(query: CallsQuery, context: Context, requests: HundredmsRequests): () => QueryResult {
  const fetched = fetchCalls(query, context, requests);
  return () => (query.format === 'table' ? table(query, fetched) : numeric(query, fetched));
}

type Row = ScoredPeer & { readonly room: string | null; readonly cause: string | null };

/** Returns the peers that match the filters. The cause of a peer that could not be read is unknown, so it stays. */
function rowsOf({ filters, format }: CallsQuery, { peers, rooms }: FetchedCalls): readonly Row[] {
  const needsCause = format === 'table' || filters.some(({ key }) => key === 'cause');
  const causeOf = needsCause ? causesOfPeers(peers) : () => null;
  return peers
    .map((scored): Omit<Row, 'cause'> => ({ ...scored, room: rooms.names.get(scored.call.room_id ?? '') ?? null }))
    .filter(({ call: { session_id, room_id }, peer, room }) =>
      matchesKnown({ session_id, room_id, room, peer_id: peer.peer_id, peer: peer.name }, filters)
    )
    .map((row): Row => ({ ...row, cause: causeOf(row) }))
    .filter(({ cause, isFailed }) => isFailed || matchesKnown({ cause }, filters));
}

function table(query: CallsQuery, fetched: FetchedCalls): QueryResult {
  const { peers, rooms } = fetched;
  const rows = [...rowsOf(query, fetched)].sort(byWorst);
  const notices = new Notices();
  addRoomNameNotice(rooms, notices);
  const missing = peers.filter(({ quality, isFailed }) => quality === null && !isFailed).length;
  if (missing > 0) {
    notices.add(
      'info',
      `Stats for ${missing} of ${peers.length} peers are not available yet. They will be requested again on the next refresh.`
    );
  }
  const whyEmpty = fetched.isWhole
    ? 'No call ended within the range.'
    : 'There is nothing to show of what could be read.';
  return tableOf(query.refId, fetched, rows, columnsOf, whyEmpty, notices);
}

/** Sorts the worst first, and those without a score last. */
function byWorst({ quality: one }: Row, { quality: other }: Row): number {
  const [score, otherScore] = [one?.score ?? null, other?.score ?? null];
  if (score === null || otherScore === null) {
    return Number(score === null) - Number(otherScore === null);
  }
  return score - otherScore;
}

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('end', 'nullableTime', ({ call }) => call.updated_at),
    columnOf('duration', 'number', ({ call: { created_at, updated_at } }) => lengthOf(created_at, updated_at), {
      unit: 'ms',
    }),
    columnOf('room_id', 'text', ({ call }) => call.room_id),
    columnOf('room', 'text', ({ room }) => room),
    columnOf('session_id', 'text', ({ call }) => call.session_id),
    columnOf('peer_id', 'text', ({ peer }) => peer.peer_id),
    columnOf('peer', 'text', ({ peer }) => peer.name),
    columnOf('role', 'text', ({ peer }) => peer.role),
    columnOf('score', 'number', ({ quality }) => quality?.score ?? null, SCORE),
    columnOf('sent_score', 'number', ({ quality }) => quality?.sent_score ?? null, {
      ...SCORE,
      description: 'The score of what the peer sent',
    }),
    columnOf('received_score', 'number', ({ quality }) => quality?.received_score ?? null, {
      ...SCORE,
      description: 'The score of what the peer received',
    }),
    columnOf('reasons', 'text', ({ quality }) => quality?.reasons.join('; ') ?? null, {
      description: 'What takes how much from 5. Times count from the start of the call',
    }),
    columnOf('worst_track', 'text', ({ quality }) => quality?.worst_track ?? null),
    columnOf('cause', 'text', ({ cause }) => cause, { description: 'Whose fault a score below 4 is' }),
  ];
}

function lengthOf(start: number | null, end: number | null): number | null {
  return start === null || end === null ? null : Math.max(0, end - start);
}

const NUMERIC: FrameMeta = { type: 'numeric-long', typeVersion: [0, 1] };

/** Returns a row for each peer that has stats, and a row of null for each peer whose request failed. */
function numeric(query: CallsQuery, fetched: FetchedCalls): QueryResult {
  const { failure: roomFailure } = fetched.rooms;
  const roomNameFailure = roomFailure && withAdvice(roomFailure, 'Room names are required to apply the room filter.');
  const failure = fetched.notNumeric ?? (fetched.read === 0 ? fetched.failures[0] : undefined) ?? roomNameFailure;
  if (failure !== null) {
    return { ok: false, failure };
  }
  const { value: name } = query;
  const valueOf = ({ quality }: ScoredPeer) => (name === 'score' ? quality?.score : quality?.value) ?? null;
  const rows = rowsOf(query, fetched).filter(({ quality, isFailed }) => quality !== null || isFailed);
  const columnOf = columnsOver(rows);
  const columns = [
    columnOf('room_id', 'text', ({ call }) => call.room_id),
    columnOf('session_id', 'text', ({ call }) => call.session_id),
    columnOf('peer_id', 'text', ({ peer }) => peer.peer_id),
    columnOf(name, 'number', valueOf, name === 'score' ? SCORE : METRICS[name].config),
  ];
  return { ok: true, value: [frame(query.refId, NUMERIC, rows.length === 0 ? [] : columns)] };
}
