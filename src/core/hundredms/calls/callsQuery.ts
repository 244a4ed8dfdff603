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
import type { ScoredPeer } from './scorePeers';

/** Gathers how every peer of every call that ended in the range was. Fails with the first failure where nothing of it could be read. */
export function collectCalls(query: CallsQuery, context: Context, requests: HundredmsRequests): () => QueryResult {
  const gathered = fetchCalls(query, context, requests);
  return () => (query.format === 'table' ? table(query, gathered) : numeric(query, gathered));
}

type Row = ScoredPeer & { readonly room: string | null };

/** What passes the filters. */
function rowsOf({ filters }: CallsQuery, { peers, rooms }: FetchedCalls): readonly Row[] {
  return peers
    .map((judged): Row => ({ ...judged, room: rooms.names.get(judged.call.room_id ?? '') ?? null }))
    .filter(({ call: { session_id, room_id }, peer, room }) =>
      matchesKnown({ session_id, room_id, room, peer_id: peer.peer_id, peer: peer.name }, filters)
    );
}

function table(query: CallsQuery, gathered: FetchedCalls): QueryResult {
  const { peers, rooms } = gathered;
  const rows = [...rowsOf(query, gathered)].sort(byWorst);
  const notices = new Notices();
  addRoomNameNotice(rooms, notices);
  const awaited = peers.filter(({ quality, isFailed }) => quality === null && !isFailed).length;
  if (awaited > 0) {
    notices.add(
      'info',
      `Stats for ${awaited} of ${peers.length} peers are not available yet. They will be requested again on the next refresh.`
    );
  }
  const whyEmpty = gathered.isWhole
    ? 'No call ended within the range.'
    : 'There is nothing to show of what could be read.';
  return tableOf(query.refId, gathered, rows, columnsOf, whyEmpty, notices);
}

/** The worst first, what could not be judged last. */
function byWorst({ quality: one }: Row, { quality: other }: Row): number {
  const [score, than] = [one?.score ?? null, other?.score ?? null];
  if (score === null || than === null) {
    return Number(score === null) - Number(than === null);
  }
  return score - than || (other?.lost ?? 0) - (one?.lost ?? 0);
}

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const of = columnsOver(rows);
  return [
    of('end', 'nullableTime', ({ call }) => call.updated_at),
    of('duration', 'number', ({ call: { created_at, updated_at } }) => lengthOf(created_at, updated_at), {
      unit: 'ms',
    }),
    of('room_id', 'text', ({ call }) => call.room_id),
    of('room', 'text', ({ room }) => room),
    of('session_id', 'text', ({ call }) => call.session_id),
    of('peer_id', 'text', ({ peer }) => peer.peer_id),
    of('peer', 'text', ({ peer }) => peer.name),
    of('role', 'text', ({ peer }) => peer.role),
    of('score', 'number', ({ quality }) => quality?.score ?? null, SCORE),
    of('reasons', 'text', ({ quality }) => quality?.reasons.join('; ') ?? null, {
      description: 'Of the worst track. Times count from the start of the call',
    }),
    of('worst_track', 'text', ({ quality }) => quality?.worst_track ?? null),
  ];
}

function lengthOf(start: number | null, end: number | null): number | null {
  return start === null || end === null ? null : Math.max(0, end - start);
}

const NUMERIC: FrameMeta = { type: 'numeric-long', typeVersion: [0, 1] };

/** A row for each peer that has stats, and one of null for each that could not be asked. */
function numeric(query: CallsQuery, gathered: FetchedCalls): QueryResult {
  const { failure: noNames } = gathered.rooms;
  const unnamed = noNames && withAdvice(noNames, 'Room names are required to apply the room filter.');
  const failure = gathered.notNumeric ?? (gathered.read === 0 ? gathered.failures[0] : undefined) ?? unnamed;
  if (failure !== null) {
    return { ok: false, failure };
  }
  const { value: name } = query;
  const valueOf = ({ quality }: ScoredPeer) => (name === 'score' ? quality?.score : quality?.value) ?? null;
  const rows = rowsOf(query, gathered).filter(({ quality, isFailed }) => quality !== null || isFailed);
  const of = columnsOver(rows);
  const columns = [
    of('room_id', 'text', ({ call }) => call.room_id),
    of('session_id', 'text', ({ call }) => call.session_id),
    of('peer_id', 'text', ({ peer }) => peer.peer_id),
    of(name, 'number', valueOf, name === 'score' ? SCORE : METRICS[name]),
  ];
  return { ok: true, value: [frame(query.refId, NUMERIC, rows.length === 0 ? [] : columns)] };
}
