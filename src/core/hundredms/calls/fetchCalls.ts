import type { HundredmsRequests } from '../documents';
import { expandEmptyList } from '../../collect/expandEmptyList';
import type { Failure } from '../../failure/failure';
import { isUsable, type PartialResult } from '../../failure/partialResult';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import { thresholdsOf } from '../../score/readThresholds';
import { callsTimeout } from '../../collect/limits';
import { sessionsEndedIn } from '../sessions/listSessions';
import { roomNames, type RoomNames } from '../sessions/roomNames';
import { scorePeers, type ScoredPeer } from './scorePeers';
import { timeoutFailure, addTimeoutNotice } from './timeout';

/** What the calls that ended in the range came to. */
export interface FetchedCalls extends PartialResult {
  /** Those that were answered in time. */
  readonly peers: readonly ScoredPeer[];
  /** Whether nothing failed and nothing was late. */
  readonly isWhole: boolean;
  /** What the rooms of a table are called. */
  readonly rooms: RoomNames;
  /** Why numbers of what was read would mislead: wrong settings, too much asked for, or too little time. Null where they would not. */
  readonly notNumeric: Failure | null;
}

const BOUND = {
  setting: 'maxSessions',
  takes: 'a query judges',
  instead: 'Name rooms, or shorten the range',
} as const;

const NO_ROOMS: RoomNames = { names: new Map(), failure: null };

/** Lists the calls that ended in the range, and asks for each of their peers. Asks for nothing where the settings are wrong. */
export function fetchCalls(query: CallsQuery, context: Context, requests: HundredmsRequests): FetchedCalls {
  const bands = thresholdsOf(context);
  const seconds = callsTimeout(context);
  if (!bands.ok) {
    return nothing(bands.failure);
  }
  if (!seconds.ok) {
    return nothing(seconds.failure);
  }
  const { format } = query;
  const listed = sessionsEndedIn(query.roomIds, context, requests);
  const isListed = isUsable(format, listed);
  const judgeable =
    isListed && listed.isDone
      ? listed.calls.filter(({ peers, peersLeftOut = 0 }) => peers.length + peersLeftOut >= query.minPeers)
      : [];
  const about = { whose: 'The range', what: 'ended calls', format, isCut: listed.isCut, bound: BOUND };
  const most = expandEmptyList(judgeable, about, context);
  const calls = most.ok ? most.value.items : [];
  // Named first: the peers may take all the time there is.
  const needsNames = format === 'table' || query.filters.some(({ key }) => key === 'room');
  const rooms = roomNames(needsNames ? calls.map(({ room_id }) => room_id) : [], requests);
  const { peers, late, ...judged } = scorePeers(calls, query, bands.value, context, requests);
  const read = peers.filter(({ isFailed }) => !isFailed).length;
  const progress = {
    seconds: seconds.value,
    peers: peers.length + late,
    read,
    late,
  };
  const failures = [...listed.failures, ...(most.ok ? [] : [most.failure]), ...judged.failures];
  const lateList = listed.failures.find(({ fault }) => fault === 'late');
  return {
    peers,
    isWhole: failures.length === 0 && late === 0,
    rooms,
    failures: countAlike(failures),
    notNumeric: failures.find(({ source }) => source === 'user') ?? lateList ?? timeoutFailure(progress),
    read: isListed && most.ok ? 1 : 0,
    warnings: [
      ...listed.warnings,
      ...(most.ok && judgeable.length > 0 ? most.value.warnings : []),
      ...judged.warnings,
      ...addTimeoutNotice(progress),
    ],
  };
}

function nothing(failure: Failure): FetchedCalls {
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

/** How many failures are told one by one: an upstream that is down fails for every peer. */
const MAX_WARNINGS = 3;

function countAlike(failures: readonly Failure[]): readonly Failure[] {
  const rest = failures.length - MAX_WARNINGS;
  const last = failures[MAX_WARNINGS];
  return rest <= 0 || last === undefined
    ? failures
    : [...failures.slice(0, MAX_WARNINGS), { ...last, message: `${rest} more requests failed.` }];
}
