import { DEMO_ROOMS } from '../ids';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When a room's calls begin: once in each `every` milliseconds, `offset` after whole multiples of it since the epoch. */
export interface Schedule {
  readonly every: number;
  readonly offset: number;
  /** Milliseconds; how long a call takes lies between the two. */
  readonly shortest: number;
  readonly longest: number;
}

export interface DemoRoom {
  readonly id: string;
  /** The last digit of its sessions' IDs; sets its noise apart from that of other rooms. */
  readonly number: number;
  readonly name: string;
  readonly description: string;
  /** As the service writes it. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Null for a room without calls. */
  readonly schedule: Schedule | null;
  /** How many peers a call has. */
  readonly peers: readonly [least: number, most: number];
  /** What the first peer of a call is, and all the others. */
  readonly roles: readonly [first: string, others: string];
  /** In every how manieth call somebody rejoins; 0 for never. */
  readonly rejoins: number;
}

/** A time that was never set, as Go writes it. Source: 100ms "List rooms". */
const NEVER = '0001-01-01T00:00:00Z';

/** The newest first, as they are listed. */
export const ROOMS: readonly DemoRoom[] = [
  {
    id: DEMO_ROOMS.unused,
    number: 4,
    name: 'Interviews',
    description: 'Nobody called here yet',
    created_at: '2026-03-02T08:15:30.194Z',
    updated_at: NEVER,
    schedule: null,
    peers: [0, 0],
    roles: ['host', 'guest'],
    rejoins: 0,
  },
  {
    id: DEMO_ROOMS.allHands,
    number: 3,
    name: 'All hands',
    description: 'Twice a day, for both halves of the world',
    created_at: '2025-09-01T07:00:00.5Z',
    updated_at: '2026-02-11T10:20:00.118Z',
    schedule: { every: 12 * HOUR, offset: 9 * HOUR, shortest: 12 * MINUTE, longest: 16 * MINUTE },
    peers: [7, 7],
    roles: ['speaker', 'listener'],
    rejoins: 1,
  },
  {
    id: DEMO_ROOMS.support,
    number: 2,
    name: 'Support desk',
    description: 'Whoever calls, and who helps',
    created_at: '2025-06-17T14:31:09.871Z',
    updated_at: '2025-06-17T14:31:09.871Z',
    schedule: { every: 15 * MINUTE, offset: 5 * MINUTE, shortest: 6 * MINUTE, longest: 13 * MINUTE },
    peers: [3, 7],
    roles: ['agent', 'caller'],
    rejoins: 4,
  },
  {
    id: DEMO_ROOMS.standup,
    number: 1,
    name: 'Daily stand-up',
    description: 'The room of latest-call',
    created_at: '2025-01-06T09:00:00Z',
    updated_at: '2025-11-20T16:45:12.03Z',
    schedule: { every: 20 * MINUTE, offset: 0, shortest: 12 * MINUTE, longest: 12 * MINUTE },
    peers: [3, 3],
    roles: ['host', 'guest'],
    rejoins: 0,
  },
];

export function roomOf(id: string): DemoRoom | null {
  return ROOMS.find((room) => room.id === id) ?? null;
}
