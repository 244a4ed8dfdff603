import type { Requests } from '../../requestCollector';
import { groupBy } from '../../collect/groupBy';
import { withAdvice } from '../../failure/failure';
import { columnsOver, frame, NUMERIC, type Column, WIDE } from '../../frames/frame';
import { Notices, withNotices } from '../../frames/notices';
import { NOTHING_READ, tableOf } from '../../frames/table';
import type { Context, QueryResult } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import type { CallsQuery } from '../../query/types/calls';
import { compareNumbers } from '../../measurements/numberRange';
import { METRICS } from '../../measurements/trackMetrics';
import { durationOf } from '../sessions/listSessions';
import { addRoomNameNotice, roomNameOf } from '../sessions/roomNames';
import { CAUSE, compareScores, PEER_CELL, REASONS, SCORE, SCORE_CELL, SUMMARY } from '../scoreColumns';
import { fetchCalls, type FetchedCalls } from './fetchCalls';
import { causesOfPeers } from './peerCauses';
import type { ScoredPeer } from './fetchScores';
import { verdictOf, type JudgedPeer } from './verdict';

/**
 * Requests the peers of every session that ended in the range or is named, and returns a function that builds frames of
 * their scores. It fails with the first failure if nothing could be read.
 */
export function collectCalls(query: CallsQuery, context: Context, requests: Requests): () => QueryResult {
  const fetched = fetchCalls(query, context, requests);
  return () => (query.format === 'numeric' ? numeric(query, fetched) : table(query, fetched));
}

type Row = ScoredPeer & { readonly room: string | null; readonly cause: string | null };

/**
 * Returns the peers that match the filters. The cause and score of a peer that could not be read are unknown, so it
 * stays.
 */
function rowsOf({ filters, format }: CallsQuery, { peers, rooms }: FetchedCalls): readonly Row[] {
  const needsCause = format !== 'numeric' || filters.some(({ key }) => key === 'cause');
  const causeOf = needsCause ? causesOfPeers(peers) : () => ({ cause: null });
  return peers
    .map((scored): Omit<Row, 'cause'> => ({ ...scored, room: roomNameOf(rooms, scored.call) }))
    .filter(({ call: { session_id, room_id }, peer, room }) =>
      matchesKnown({ session_id, room_id, room, peer_id: peer.peer_id, peer: peer.name, role: peer.role }, filters)
    )
    .map((row): Row => ({ ...row, cause: causeOf(row).cause }))
    .filter(({ cause, quality, isFailed }) => {
      const { score, sent_score, received_score } = quality ?? {};
      return isFailed || matchesKnown({ cause, score, sent_score, received_score }, filters);
    });
}

function table(query: CallsQuery, fetched: FetchedCalls): QueryResult {
  const { peers, rooms } = fetched;
  const rows = [...rowsOf(query, fetched)].sort(byWorst);
  const notices = new Notices();
  addRoomNameNotice(rooms, notices);
  for (const { call, peers: count } of fetched.leftOut) {
    notices.warn(
      `${count} more peers of session ${call.session_id} are not scored: maxPeers. The roles with the fewest peers come first.`
    );
  }
  const missing = peers.filter(({ quality, isFailed }) => quality === null && !isFailed).length;
  if (missing > 0) {
    notices.inform(
      `Stats for ${missing} of ${peers.length} peers are not available yet. They will be requested again on the next refresh.`
    );
  }
  const whyNone =
    fetched.sessionCount === 0 ? 'No call ended within the range.' : 'No peer of a call matches the query.';
  const whyEmpty = fetched.isComplete ? whyNone : NOTHING_READ;
  return query.format === 'verdict'
    ? tableOf(query.refId, fetched, callsOf(rows, peers), verdictColumns, whyEmpty, notices)
    : tableOf(query.refId, fetched, rows, columnsOf, whyEmpty, notices);
}

/** A call with its verdict. The row is that of its worst peer. */
interface JudgedCall {
  readonly worst: Row;
  readonly verdict: string;
}

/** Returns the calls of some rows, each once, with the verdict on all of its peers that were read. */
function callsOf(rows: readonly Row[], peers: readonly ScoredPeer[]): readonly JudgedCall[] {
  const causeOf = causesOfPeers(peers);
  const judge = (scored: ScoredPeer): JudgedPeer => {
    const { peer_id, name } = scored.peer;
    const { score = null, sent_fault = null, received_fault = null } = scored.quality ?? {};
    return { peer_id, name, score, ...causeOf(scored), sent_fault, received_fault };
  };
  const peersOf = groupBy(peers, ({ call }) => call.session_id);
  return [...groupBy(rows, ({ call }) => call.session_id)].flatMap(([session_id, [worst]]) =>
    worst === undefined ? [] : [{ worst, verdict: verdictOf((peersOf.get(session_id) ?? []).map(judge)) }]
  );
}

function verdictColumns(calls: readonly JudgedCall[]): readonly Column[] {
  const columnOf = columnsOver(calls);
  return [
    columnOf('score', 'number', ({ worst: { quality } }) => quality?.score ?? null, SCORE_CELL),
    columnOf('verdict', 'text', ({ verdict }) => verdict, { custom: WIDE }),
    ...callColumns(calls.map(({ worst }) => worst)),
  ];
}

/** Sorts the worst first, of equal ones the newest, and those without a score last. */
function byWorst(one: Row, other: Row): number {
  const [score, otherScore] = [one.quality?.score ?? null, other.quality?.score ?? null];
  return (
    compareScores(score, otherScore) ||
    (other.call.updated_at ?? 0) - (one.call.updated_at ?? 0) ||
    compareNumbers(score, otherScore)
  );
}

function columnsOf(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('score', 'number', ({ quality }) => quality?.score ?? null, SCORE_CELL),
    columnOf('peer', 'text', ({ peer }) => peer.name, PEER_CELL),
    columnOf('summary', 'text', ({ quality }) => quality?.summary ?? null, SUMMARY),
    columnOf('cause', 'text', ({ cause }) => cause, CAUSE),
    columnOf('worst_track', 'text', ({ quality }) => quality?.worst_track ?? null),
    columnOf('reasons', 'text', ({ quality }) => quality?.reasons.join('; ') ?? null, REASONS),
    columnOf('role', 'text', ({ peer }) => peer.role),
    columnOf('sent_score', 'number', ({ quality }) => quality?.sent_score ?? null, {
      ...SCORE,
      description: 'The score of what the peer sent',
    }),
    columnOf('received_score', 'number', ({ quality }) => quality?.received_score ?? null, {
      ...SCORE,
      description: 'The score of what the peer received',
    }),
    ...callColumns(rows),
    columnOf('peer_id', 'text', ({ peer }) => peer.peer_id),
  ];
}

/** Returns the columns that tell a call, IDs last. */
function callColumns(rows: readonly Row[]): readonly Column[] {
  const columnOf = columnsOver(rows);
  return [
    columnOf('room', 'text', ({ room }) => room),
    columnOf('end', 'nullableTime', ({ call }) => call.updated_at),
    columnOf('duration', 'number', ({ call }) => durationOf(call), { unit: 'ms' }),
    columnOf('session_id', 'text', ({ call }) => call.session_id),
    columnOf('room_id', 'text', ({ call }) => call.room_id),
  ];
}

/** Statuses that a workspace gives for its rooms as long as its token has no permission. */
const WITHOUT_ROOMS: readonly number[] = [401, 403, 404];

/**
 * Returns a row for each peer that has stats, a row of null for each peer whose request failed, and one for the peers
 * of a session beyond `maxPeers`. A name that is missing now and then would make new alert instances, so it fails.
 */
function numeric(query: CallsQuery, fetched: FetchedCalls): QueryResult {
  const { failure: roomFailure } = fetched.rooms;
  const { value: name, filters } = query;
  const needsNames = filters.some(({ key }) => key === 'room') || !WITHOUT_ROOMS.includes(roomFailure?.status ?? 0);
  const nameFailure = needsNames
    ? roomFailure && withAdvice(roomFailure, 'Alert rules need the names of rooms.')
    : null;
  const failure = fetched.numericFailure ?? (fetched.readCount === 0 ? fetched.failures[0] : undefined) ?? nameFailure;
  if (failure !== null) {
    return { ok: false, failure };
  }
  const scored = rowsOf(query, fetched)
    .filter(({ quality, isFailed }) => quality !== null || isFailed)
    .map(({ call, room, peer, quality }) => ({
      call,
      room,
      peer_id: peer.peer_id,
      peer: peer.name,
      value: (name === 'score' ? quality?.score : quality?.value) ?? null,
    }));
  const leftOut = fetched.leftOut.map(({ call, peers }) => ({
    call,
    room: roomNameOf(fetched.rooms, call),
    peer_id: null,
    peer: `${peers} more ${peers === 1 ? 'peer' : 'peers'}, not scored`,
    value: null,
  }));
  const rows = [...scored, ...leftOut];
  const columnOf = columnsOver(rows);
  const columns = [
    columnOf('room_id', 'text', ({ call }) => call.room_id),
    columnOf('session_id', 'text', ({ call }) => call.session_id),
    columnOf('peer_id', 'text', ({ peer_id }) => peer_id),
    columnOf('room', 'text', ({ room }) => room),
    columnOf('peer', 'text', ({ peer }) => peer),
    columnOf(name, 'number', ({ value }) => value, name === 'score' ? SCORE : METRICS[name].config),
  ];
  const notices = new Notices();
  notices.addParts(fetched);
  return { ok: true, value: withNotices([frame(query.refId, NUMERIC, rows.length === 0 ? [] : columns)], notices) };
}
