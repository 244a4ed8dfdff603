import type { Asking } from '../../asking';
import { expand } from '../../expand';
import type { Failure } from '../../failure/failure';
import { suffices, type Parts } from '../../failure/parts';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import { bandsOf } from '../../score/thresholds';
import { secondsForCalls } from '../../timeBound';
import { callsEndedIn } from '../sessions/calls';
import { roomNames, type RoomNames } from '../sessions/roomNames';
import { judgePeers, type JudgedPeer } from './judge';
import { failureOfLate, noteLate } from './late';

/** What the calls that ended in the range came to. */
export interface GatheredCalls extends Parts {
  /** Those that were answered in time. */
  readonly peers: readonly JudgedPeer[];
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
export function gatherCalls(query: CallsQuery, context: Context, asking: Asking): GatheredCalls {
  const bands = bandsOf(context);
  const seconds = secondsForCalls(context);
  if (!bands.ok) {
    return nothing(bands.failure);
  }
  if (!seconds.ok) {
    return nothing(seconds.failure);
  }
  const { format } = query;
  const listed = callsEndedIn(query.roomIds, context, asking);
  const isListed = suffices(format, listed);
  const judgeable =
    isListed && listed.isDone
      ? listed.calls.filter(({ peers, peersLeftOut = 0 }) => peers.length + peersLeftOut >= query.minPeers)
      : [];
  const about = { whose: 'The range', what: 'ended calls', format, isCut: listed.isCut, bound: BOUND };
  const most = expand(judgeable, about, context);
  const calls = most.ok ? most.value.items : [];
  // Named first: the peers may take all the time there is.
  const needsNames = format === 'table' || query.filters.some(({ key }) => key === 'room');
  const rooms = roomNames(needsNames ? calls.map(({ room_id }) => room_id) : [], asking);
  const { peers, late, ...judged } = judgePeers(calls, query, bands.value, context, asking);
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
    failures: summed(failures),
    notNumeric: failures.find(({ source }) => source === 'user') ?? lateList ?? failureOfLate(progress),
    read: isListed && most.ok ? 1 : 0,
    warnings: [
      ...listed.warnings,
      ...(most.ok && judgeable.length > 0 ? most.value.warnings : []),
      ...judged.warnings,
      ...noteLate(progress),
    ],
  };
}

function nothing(failure: Failure): GatheredCalls {
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
const TOLD = 3;

function summed(failures: readonly Failure[]): readonly Failure[] {
  const rest = failures.length - TOLD;
  const last = failures[TOLD];
  return rest <= 0 || last === undefined
    ? failures
    : [...failures.slice(0, TOLD), { ...last, message: `${rest} more requests failed.` }];
}
