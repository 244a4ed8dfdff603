import { hash } from '../noise';
import { uuid } from '../uuid';
import type { Call } from './calls';
import type { Attendee, Span } from './peer';

/** What sets one call of a room apart from the next. */
export interface Party {
  readonly peers: number;
  /** Who has a bad or middling network, by place; -1 where all are well. */
  readonly weak: number;
  readonly isBad: boolean;
  /** Whether the last peer is the second one again, under another ID. */
  readonly hasRejoin: boolean;
  readonly hasScreen: boolean;
  /** Who is never noticed to have left, by place; -1 for nobody. */
  readonly ghost: number;
  /** Turns the list of people, so that others meet. */
  readonly turn: number;
}

/** A tenth of the calls has a bad peer, and 15 % a middling one. */
const QUALITIES = { of: 20, bad: 2, middling: 5 };

export function partyOf({ room, start }: Call): Party {
  const [least, most] = room.peers;
  // One hash for all: this is asked for each of 30 days' calls when events are counted.
  const chance = hash(hash(start / 1_000, room.number), 0);
  const peers = least + (chance % (most - least + 1));
  const hasRejoin = room.rejoins > 0 && peers > 3 && (chance >>> 12) % room.rejoins === 0;
  const people = hasRejoin ? peers - 1 : peers;
  const quality = (chance >>> 3) % QUALITIES.of;
  return {
    peers,
    weak: quality < QUALITIES.middling ? (chance >>> 8) % people : -1,
    isBad: quality < QUALITIES.bad,
    hasRejoin,
    hasScreen: (chance >>> 16) % 2 === 0,
    ghost: (chance >>> 18) % 6 === 0 ? people - 1 : -1,
    turn: chance >>> 21,
  };
}

/** Two of one kind have as many events. Who rejoins with a bad network reports it twice. */
export function kindOf({ peers, weak, isBad, hasRejoin, hasScreen }: Party): string {
  const bad = !isBad ? 0 : hasRejoin && weak === 1 ? 2 : 1;
  return `${peers} ${bad} ${hasRejoin} ${hasScreen}`;
}

const CITIES = ['Porto', 'Quito', 'Hanoi', 'Turin', 'Accra', 'Perth', 'Osaka', 'Cork', 'Lagos', 'Bergen', 'Cusco'];

/** Who was in a call that has no cast, in the order in which they joined. */
export function attendeesOf(call: Call, party: Party): readonly Attendee[] {
  const length = (call.end - call.start) / 1_000;
  return Array.from({ length: party.peers }, (_, i) => {
    const person = personAt(party, i);
    const city = CITIES[(person + party.turn) % CITIES.length] ?? '';
    const role = call.room.roles[person === 0 ? 0 : 1];
    return {
      id: uuid(call.room.number, i, call.start / 1_000),
      name: `${role.charAt(0).toUpperCase()}${role.slice(1)} (${city})`,
      role,
      user_id: `demo-${city.toLowerCase()}`,
      here: stay(party, i, length),
      isGhost: i === party.ghost,
    };
  });
}

/** Whose place of the people a peer is: the last is the second again where there is a rejoin. */
export function personAt(party: Party, i: number): number {
  return party.hasRejoin && i === party.peers - 1 ? 1 : i;
}

/** Who rejoins is away between 45 and 52 % of the call. */
function stay(party: Party, i: number, length: number): Span {
  if (party.hasRejoin && i === 1) {
    return [i * 9, Math.floor(length * 0.45)];
  }
  const joined = party.hasRejoin && i === party.peers - 1 ? Math.ceil(length * 0.52) : i * 9;
  return [joined, length - 2 - ((party.turn + i) % 5) * 3];
}
