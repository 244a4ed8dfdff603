import type { SessionPeer } from './session';

/** Returns how many people some stays are: a person who comes back is another peer with the same `user_id`. */
export function countPeople(peers: readonly SessionPeer[]): number {
  const withoutUser = peers.filter(({ user_id }) => user_id === null).length;
  return new Set(peers.map(({ user_id }) => user_id).filter((user_id) => user_id !== null)).size + withoutUser;
}
