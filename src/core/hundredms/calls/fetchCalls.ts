import type { HundredmsRequests } from '../documents';
import { expandEmptyList } from '../../collect/expandEmptyList';
import type { Failure } from '../../failure/failure';
import { isUsable, type PartialResult } from '../../failure/partialResult';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import { thresholdsOf } from '../../score/readThresholds';
import { callsTimeout } from '../../collect/limits';
import { namedSessions } from '../sessions/namedSessions';
import { sessionsEndedIn } from '../sessions/listSessions';
import { roomNames, type RoomNames } from '../sessions/roomNames';
import { scorePeers, type ScoredPeer } from './scorePeers';
import { timeoutFailure, addTimeoutNotice } from './timeout';

/** The sessions that ended in the range, or those that the query names, with the scores of their peers. */
export interface FetchedCalls extends PartialResult {
  /** The peers whose request ended in time. */
  readonly peers: readonly ScoredPeer[];
  /** Whether nothing failed or timed out. */
  readonly isWhole: boolean;
  /** The names of the rooms, for a table. */
  readonly rooms: RoomNames;
  /**
   * Why a numeric result would mislead: wrong settings, too many sessions, or not enough time. Null if it would not.
   */
  readonly notNumeric: Failure | null;
}

const SESSION_LIMIT = {
  setting: 'maxSessions',
  takes: 'a query scores',
  instead: 'Name rooms, or shorten the range',
} as const;

const NO_ROOMS: RoomNames = { names: new Map(), failure: null };

/**
 * Finds the sessions that ended in the range, or those that the query names, and requests each of their peers.
 * Requests nothing if the settings are wrong.
 */
export function fetchCalls(query: CallsQuery, context: Context, requests: HundredmsRequests): FetchedCalls {
  const thresholds = thresholdsOf(context);
  const timeout = callsTimeout(context);
  if (!thresholds.ok) {
    return failedCalls(thresholds.failure);
  }
  if (!timeout.ok) {
    return failedCalls(timeout.failure);
  }
  const { format } = query;
  const list =
    query.sessionIds.length === 0
      ? sessionsEndedIn(query.roomIds, context, requests)
      : namedSessions(query.sessionIds, context, requests);
  const isListUsable = isUsable(format, list);
  const sessionsToScore =
    isListUsable && list.isDone
      ? list.calls.filter(({ peers, peersLeftOut = 0 }) => peers.length + peersLeftOut >= query.minPeers)
      : [];
  const description = { whose: 'The range', what: 'ended calls', format, isCut: list.isCut, bound: SESSION_LIMIT };
  const expanded = expandEmptyList(sessionsToScore, description, context);
  const sessions = expanded.ok ? expanded.value.items : [];
  // Names come first, because the peers may take all the time.
  const needsNames = format === 'table' || query.filters.some(({ key }) => key === 'room');
  const rooms = roomNames(needsNames ? sessions.map(({ room_id }) => room_id) : [], requests);
  const { peers, late, ...scored } = scorePeers(sessions, query, thresholds.value, context, requests);
  const read = peers.filter(({ isFailed }) => !isFailed).length;
  const progress = {
    seconds: timeout.value,
    peers: peers.length + late,
    read,
    late,
  };
  const failures = [...list.failures, ...(expanded.ok ? [] : [expanded.failure]), ...scored.failures];
  const listTimeout = list.failures.find(({ fault }) => fault === 'late');
  return {
    peers,
    isWhole: failures.length === 0 && late === 0,
    rooms,
    failures: limitFailures(failures),
    notNumeric: failures.find(({ source }) => source === 'user') ?? listTimeout ?? timeoutFailure(progress),
    read: isListUsable && expanded.ok ? 1 : 0,
    warnings: [
      ...list.warnings,
      ...(expanded.ok && sessionsToScore.length > 0 ? expanded.value.warnings : []),
      ...scored.warnings,
      ...addTimeoutNotice(progress),
    ],
  };
}

function failedCalls(failure: Failure): FetchedCalls {
  return {
    peers: [],
    isWhole: false,
    rooms: NO_ROOMS,
    failures: [failure],
    notNumeric: failure,
    read: 0,
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
