import { limitOf } from '../../collect/limits';
import { memoized } from '../../collect/memoized';
import { failure } from '../../failure/failure';
import { joinList, truncate } from '../../failure/text';
import type { Context, Outcome } from '../../protocol';
import { matchesKnown } from '../../query/filters';
import type { CallsQuery } from '../../query/types/calls';
import type { ListedSession } from '../sessions/listSessions';
import type { SessionPeer } from '../session';
import { unscoredRolesOf } from './unscoredRoles';

/** The peers of a session that are scored. */
interface SelectedPeers {
  readonly peers: readonly SessionPeer[];
  /** How many more peers there are: beyond `maxPeers`, or that could not be read. */
  readonly leftOut: number;
}

/** Chooses the peers of sessions to score. */
export interface PeerSelector {
  /** The peers of a session who can be scored, by their role. */
  readonly candidates: (session: ListedSession) => readonly SessionPeer[];
  readonly select: (session: ListedSession) => SelectedPeers;
}

/**
 * Returns a selector for peers by the settings and the filters on `role`, before any of them is requested. Of a session
 * with more than `maxPeers`, the roles with the fewest peers come first: a webinar has few speakers, and many viewers.
 * Fails with `user` if a setting is wrong, or if a filter wants only roles that are never scored: an alert rule would
 * take its empty result for good calls.
 */
export function peerSelector({ filters }: CallsQuery, context: Context): Outcome<PeerSelector> {
  const [max, isUnscored] = [limitOf('maxPeers', context), unscoredRolesOf(context)];
  if (!max.ok) {
    return max;
  }
  if (!isUnscored.ok) {
    return isUnscored;
  }
  const unscored = filters.find(
    ({ key, operator, values }) =>
      key === 'role' && (operator === '=' || operator === '=|') && values.length > 0 && values.every(isUnscored.value)
  );
  if (unscored !== undefined) {
    const roles = unscored.values.length === 1 ? 'role' : 'roles';
    const finding = `Peers of the ${roles} ${truncate(joinList(unscored.values))} are never scored.`;
    const advice = 'Take it out of unscoredRoles in the data source settings, or filter by another role.';
    return { ok: false, failure: failure('user', 400, finding, advice) };
  }
  const isMatching = memoized((role: string | null) => matchesKnown({ role }, filters));
  const candidates = ({ peers }: ListedSession) => peers.filter(({ role }) => !isUnscored.value(role));
  const select = (session: ListedSession): SelectedPeers => {
    const matching = candidates(session).filter(({ role }) => isMatching(role));
    const count = matching.length + (session.peersLeftOut ?? 0) + (session.peersSkipped ?? 0);
    const peers = matching.length > max.value ? bySmallestRole(matching).slice(0, max.value) : matching;
    return { peers, leftOut: count - peers.length };
  };
  return { ok: true, value: { candidates, select } };
}

function bySmallestRole(peers: readonly SessionPeer[]): readonly SessionPeer[] {
  const sizes = new Map<string | null, number>();
  for (const { role } of peers) {
    sizes.set(role, (sizes.get(role) ?? 0) + 1);
  }
  return [...peers].sort((one, other) => (sizes.get(one.role) ?? 0) - (sizes.get(other.role) ?? 0));
}
