import type { PeerStats } from './hundredms/peerStats';
import type { Session } from './hundredms/session';
import type { Outcome, UpstreamRequest } from './protocol';
import type { StormInfo } from './storm/info';
import type { Substream } from './storm/substream';

/** One decoded answer. Plain JSON, so that a host may keep it. */
export type Summary =
  | { readonly route: 'peerStats'; readonly stats: PeerStats }
  | { readonly route: 'session'; readonly session: Session }
  | { readonly route: 'substream'; readonly substream: Substream }
  | { readonly route: 'stormInfo'; readonly info: StormInfo };

/** What a query's requests came to so far, by their keys. */
export type Outcomes = Readonly<Record<string, Outcome<Summary>>>;

export function outcomeOf(outcomes: Outcomes, request: UpstreamRequest): Outcome<Summary> | undefined {
  return outcomes[request.key];
}
