import type { Asking } from '../../asking';
import { expand } from '../../expand';
import type { Failure } from '../../failure/failure';
import { suffices, type Parts } from '../../failure/parts';
import type { Context } from '../../protocol';
import type { CallsQuery } from '../../query/types/calls';
import { bandsOf, USUAL_BANDS } from '../../score/bands';
import { needsExplanation } from '../explain';
import type { PeerQuality } from '../quality';
import { peerQualityRequest } from '../requests';
import { callsEndedIn, type Call } from '../sessions/calls';
import type { SessionPeer } from '../session';

/** A peer of a call that ended. */
export interface JudgedPeer {
  readonly call: Call;
  readonly peer: SessionPeer;
  /** Null where there are no stats, or none could be asked for. */
  readonly quality: PeerQuality | null;
  readonly isFailed: boolean;
}

/** What the calls that ended in the range came to. */
export interface GatheredCalls extends Parts {
  readonly peers: readonly JudgedPeer[];
  /** How many peers have no stats yet. */
  readonly awaited: number;
  /** That too much was asked for, or that the settings are wrong; null where neither is. */
  readonly userFailure: Failure | null;
}

const BOUND = {
  setting: 'maxSessions',
  takes: 'a query judges',
  instead: 'Name rooms, or shorten the range',
} as const;

/** Lists the calls that ended in the range, and asks for each of their peers. */
export function gatherCalls(query: CallsQuery, context: Context, asking: Asking): GatheredCalls {
  const listed = callsEndedIn(query.roomIds, context, asking);
  const bands = bandsOf(context);
  const failures: Failure[] = [...listed.failures, ...(bands.ok ? [] : [bands.failure])];
  const warnings = [...listed.warnings];
  const peers: JudgedPeer[] = [];
  let awaited = 0;
  const { format, value: name, reduce } = query;
  const isListed = suffices(format, listed);
  const judgeable = isListed && listed.isDone ? listed.calls.filter((call) => call.peers.length >= query.minPeers) : [];
  const metric = format === 'table' || name === 'score' ? null : { name, reduce };
  const about = { whose: 'The range', what: 'ended calls', format, isCut: listed.isCut, bound: BOUND };
  const most = expand(judgeable, about, context);
  if (!most.ok) {
    failures.push(most.failure);
  } else if (judgeable.length > 0) {
    warnings.push(...most.value.warnings);
  }
  const judgedBy = bands.ok ? bands.value : USUAL_BANDS;
  const calls = most.ok && bands.ok ? most.value.items : [];
  for (const call of calls) {
    const whose = `Session ${call.session_id}`;
    const stays = expand(call.peers, { whose, what: 'peers', format }, context);
    if (!stays.ok) {
      failures.push(stays.failure);
      continue;
    }
    warnings.push(...(call.peers.length === 0 ? [] : stays.value.warnings));
    for (const peer of stays.value.items) {
      const target = { session_id: call.session_id, peer_id: peer.peer_id };
      const outcome = asking.for(peerQualityRequest(target, { bands: judgedBy, start: call.created_at, metric }));
      const isThere = outcome?.ok === true && outcome.value.samples > 0;
      const isFailed = outcome?.ok === false && !needsExplanation(outcome.failure);
      if (outcome?.ok === false && isFailed) {
        failures.push(outcome.failure);
      }
      awaited += isThere || isFailed ? 0 : 1;
      peers.push({ call, peer, quality: isThere ? outcome.value : null, isFailed });
    }
  }
  const userFailure = failures.find(({ source }) => source === 'user') ?? null;
  const read = isListed && most.ok && bands.ok ? 1 : 0;
  return { failures: summed(failures), warnings, peers, awaited, userFailure, read };
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
