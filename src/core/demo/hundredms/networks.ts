import { facetOf, hash } from '../noise';
import type { DemoPeer } from './peer';
import type { Timeline } from './timeline';

/** How good a peer's network is. */
type Quality = 'good' | 'middling' | 'bad';

/** What each kind of network is in its middle, and how far one strays from another of its kind, as a part of it. */
const KINDS = {
  good: { capacity: 5_000_000, loss: 0.25, rtt: 55, jitter: 4, down: 0.2, stray: 0.6 },
  middling: { capacity: 1_900_000, loss: 2.8, rtt: 215, jitter: 18, down: 1.4, stray: 0.2 },
  bad: { capacity: 620_000, loss: 11, rtt: 350, jitter: 44, down: 2.5, stray: 0.15 },
} as const satisfies Record<Quality, Readonly<Record<string, number>>>;

/** The network of a peer, for a call of `length` seconds. A bad one is middling at first, breaks down for half of the call, and comes back. */
export function networkOf(quality: Quality, seed: number, length: number): Pick<DemoPeer, 'uplink' | 'downlinkLoss'> {
  const { capacity, loss, rtt, jitter, down, stray } = KINDS[quality];
  const mixed = hash(seed, 31);
  const strayed = (value: number, facet: number): number => value * (1 + stray * facetOf(mixed, facet));
  const along = (value: number, otherwise: number, facet: number): Timeline => {
    const level = strayed(value, facet);
    return quality === 'bad'
      ? [
          [length * 0.2, otherwise],
          [length * 0.3, level],
          [length * 0.8, level],
          [length * 0.88, otherwise],
        ]
      : [[0, level]];
  };
  const { middling } = KINDS;
  return {
    uplink: {
      capacity: along(capacity, middling.capacity, 1),
      loss: along(loss, middling.loss, 2),
      rtt: along(rtt, middling.rtt, 3),
      jitter: along(jitter, middling.jitter, 4),
    },
    downlinkLoss: strayed(down, 5),
  };
}
