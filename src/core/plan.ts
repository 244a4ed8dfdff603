import { needsExplanation } from './hundredms/explain';
import { peerStatsRequest, peerTargets, sessionRequest } from './hundredms/requests';
import { spanOf } from './hundredms/span';
import { outcomeOf, type Outcomes } from './outcomes';
import type { UpstreamRequest } from './protocol';
import type { PeerStatsQuery, Query, SubstreamQuery } from './query/query';
import { substreamRequest, substreamTargets } from './storm/requests';

/** The requests a query needs next, given what came of the earlier ones; none once it can be assembled. */
export function plan(query: Query, outcomes: Outcomes): readonly UpstreamRequest[] {
  const needed = query.queryType === 'peerStats' ? forPeerStats(query, outcomes) : forSubstreams(query);
  const open = needed.filter((request) => outcomeOf(outcomes, request) === undefined);
  return [...new Map(open.map((request) => [request.key, request])).values()];
}

/** Each peer's stats; then, for a peer without any, its session, which tells why. */
function forPeerStats(query: PeerStatsQuery, outcomes: Outcomes): readonly UpstreamRequest[] {
  return peerTargets(query).flatMap((target) => {
    const request = peerStatsRequest(target);
    const outcome = outcomeOf(outcomes, request);
    if (outcome === undefined) {
      return [request];
    }
    const hasNone = outcome.ok
      ? outcome.value.route === 'peerStats' && spanOf(outcome.value.stats.tracks) === null
      : needsExplanation(outcome.failure);
    return hasNone ? [sessionRequest(target.session_id)] : [];
  });
}

function forSubstreams(query: SubstreamQuery): readonly UpstreamRequest[] {
  return substreamTargets(query).map(substreamRequest);
}
