import type { Requests } from '../../requestCollector';
import { expandEmptyList } from '../../collect/expandEmptyList';
import type { Failure } from '../../failure/failure';
import { isUsable, skippedEntries, type PartialResult } from '../../failure/partialResult';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import { thresholdsOf } from '../../score/readThresholds';
import { callsTimeout } from '../../collect/limits';
import { matchesKnown } from '../../query/filters';
import { countPeople } from '../session';
import { sessionsEndedIn, type ListedSession } from '../sessions/listSessions';
import { namedSessions } from '../sessions/resolveSessions';
import { roomNameOf, roomNames, type RoomNames } from '../sessions/roomNames';
import { describeRepairs, sumRepairs } from '../repairs';
import { CORRECTED, describeClocks, describeSetClocks, type WrongClock } from '../peerClock';
import type { PeerScore } from './peerScore';
import { fetchScores, type LeftOut, type ScoredPeer } from './fetchScores';
import { peerSelector } from './selectPeers';
import { timeoutFailure, timeoutWarnings } from './timeout';

/** The sessions that ended in the range, or those that the query names, with the scores of their peers. */
export interface FetchedCalls extends PartialResult {
  /** The peers whose request ended in time. */
  readonly peers: readonly ScoredPeer[];
  /** The sessions with more peers than are scored. */
  readonly leftOut: readonly LeftOut[];
  /** How many sessions were found, before filters. */
  readonly sessionCount: number;
  /** Whether nothing failed or timed out. */
  readonly isComplete: boolean;
  /** The names of the rooms, for a table. */
  readonly rooms: RoomNames;
  /**
   * Why a numeric result would mislead: wrong settings, too many sessions, unreadable ones, or not enough time. Null if
   * it would not.
   */
  readonly numericFailure: Failure | null;
}

const SESSION_LIMIT = {
  setting: 'maxSessions',
  verb: 'a query scores',
  advice: 'Name rooms, or shorten the range',
} as const;

const NO_ROOMS: RoomNames = { names: new Map(), failure: null, isComplete: true };

/**
 * Finds the sessions that ended in the range, or those that the query names, and requests each of their peers.
 * Requests nothing if the settings are wrong.
 */
export function fetchCalls(query: CallsQuery, context: Context, requests: Requests): FetchedCalls {
  const thresholds = thresholdsOf(context);
  const timeout = callsTimeout(context);
  if (!thresholds.ok) {
    return failedCalls(thresholds.failure);
  }
  if (!timeout.ok) {
    return failedCalls(timeout.failure);
  }
  const selector = peerSelector(query, context);
  if (!selector.ok) {
    return failedCalls(selector.failure);
  }
  const { format, filters } = query;
  const list =
    query.sessionIds.length === 0
      ? sessionsEndedIn(query.roomIds, context, requests)
      : namedSessions(query.sessionIds, context, requests);
  const skipped = format === 'numeric' ? skippedEntries('100ms', list.skipped, 'calls') : null;
  const isListUsable = skipped === null && isUsable(format, list);
  const hasEnoughPeople = (session: ListedSession) =>
    countPeople(selector.value.candidates(session)) + (session.peersLeftOut ?? 0) >= query.minPeers;
  const matching = (isListUsable && list.isComplete ? list.calls : []).filter(
    (session) =>
      matchesKnown({ session_id: session.session_id, room_id: session.room_id }, filters) && hasEnoughPeople(session)
  );
  // A filter on names needs all of them. They are requested first, because the peers may use up the time limit.
  const hasRoomFilter = filters.some(({ key }) => key === 'room');
  const filterRooms = hasRoomFilter ? roomNames(roomsOf(matching), requests) : NO_ROOMS;
  const sessionsToScore = hasRoomFilter
    ? matching.filter(
        (session) => filterRooms.isComplete && matchesKnown({ room: roomNameOf(filterRooms, session) }, filters)
      )
    : matching;
  const description = {
    owner: 'The range',
    noun: 'ended calls',
    format,
    isTruncated: list.isTruncated,
    limit: SESSION_LIMIT,
  };
  const expanded = expandEmptyList(sessionsToScore, description, context);
  const sessions = expanded.ok ? expanded.value.items : [];
  const rooms = hasRoomFilter ? filterRooms : roomNames(roomsOf(sessions), requests);
  const { peers, lateCount, leftOut, ...scored } = fetchScores(
    sessions,
    query,
    thresholds.value,
    selector.value,
    requests
  );
  const read = peers.filter(({ isFailed }) => !isFailed).length;
  const progress = { seconds: timeout.value, peers: peers.length + lateCount, read, lateCount };
  const failures = [...list.failures, ...(expanded.ok ? [] : [expanded.failure]), ...scored.failures];
  const listTimeout = list.failures.find(({ fault }) => fault === 'queryTimeout');
  return {
    peers,
    leftOut,
    sessionCount: list.calls.length,
    isComplete: failures.length === 0 && lateCount === 0,
    rooms,
    failures: limitFailures(failures),
    numericFailure:
      failures.find(({ source }) => source === 'user') ?? listTimeout ?? skipped ?? timeoutFailure(progress),
    readCount: isListUsable && expanded.ok ? 1 : 0,
    warnings: [
      ...list.warnings,
      ...(expanded.ok && sessionsToScore.length > 0 ? expanded.value.warnings : []),
      ...scored.warnings,
      ...timeoutWarnings(progress),
      ...describeClocks(
        clocksOffBy(peers, (quality) => quality.clockOffset),
        CORRECTED
      ),
      ...describeSetClocks(clocksOffBy(peers, (quality) => quality.partOffset)),
      ...describeErrors(peers),
    ],
  };
}

function roomsOf(sessions: readonly ListedSession[]): ReadonlyArray<string | null> {
  return sessions.map(({ room_id }) => room_id);
}

function clocksOffBy(
  peers: readonly ScoredPeer[],
  offsetOf: (quality: PeerScore) => number | undefined
): readonly WrongClock[] {
  return peers.flatMap(({ call: { session_id }, peer: { peer_id, name }, quality }) => {
    const offset = quality === null ? undefined : offsetOf(quality);
    return offset === undefined ? [] : [{ target: { session_id, peer_id }, peer: name, offset }];
  });
}

/** Returns a warning that counts the errors in the stats of all peers; none if there are no errors. */
function describeErrors(peers: readonly ScoredPeer[]): readonly string[] {
  const counts = describeRepairs(sumRepairs(peers.flatMap(({ quality }) => quality?.repairs ?? [])));
  return counts === null ? [] : [`The stats of the peers had errors that Peerlens corrected: ${counts}.`];
}

function failedCalls(failure: Failure): FetchedCalls {
  return {
    peers: [],
    leftOut: [],
    sessionCount: 0,
    isComplete: false,
    rooms: NO_ROOMS,
    failures: [failure],
    numericFailure: failure,
    readCount: 0,
    warnings: [],
  };
}

/** The most failures reported one by one: an upstream that is down fails for every peer. */
const MAX_WARNINGS = 3;

function limitFailures(failures: readonly Failure[]): readonly Failure[] {
  const rest = failures.length - MAX_WARNINGS;
  const last = failures[MAX_WARNINGS];
  return rest <= 0 || last === undefined
    ? failures
    : [...failures.slice(0, MAX_WARNINGS), { ...last, message: `${rest} more requests failed.` }];
}
