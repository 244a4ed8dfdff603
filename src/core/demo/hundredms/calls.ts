import { DEMO_CALL, DEMO_ROOMS } from '../ids';
import { hash } from '../noise';
import { ROOMS, type DemoRoom, type Schedule } from './rooms';

/** A session ID: its first 8 digits are the second the call began at, in hexadecimal, as in any ObjectID; its last is its room's. */
const ID = /^([0-9a-f]{8})ca1100000000000([0-9a-f])$/;

/** A demo call. Its noise is seeded by `start`, so that it never changes. */
export interface Call {
  /** The ID it was asked by. */
  readonly id: string;
  readonly room: DemoRoom;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** The call that an ID means at an instant, running or ended; null where there is none. */
export function callOf(id: string, now: number): Call | null {
  if (id === DEMO_CALL) {
    return latestCall(now);
  }
  const [, seconds = '', number = ''] = ID.exec(id) ?? [];
  const room = ROOMS.find((candidate) => candidate.number === parseInt(number, 16));
  return room === undefined ? null : callAt(room, parseInt(seconds, 16) * 1_000, now);
}

/** The call of a room that began at a time; null where none did, or has yet. */
export function callAt(room: DemoRoom, start: number, now: number): Call | null {
  const { schedule } = room;
  const isStart = schedule !== null && (start - schedule.offset) % schedule.every === 0;
  return isStart && start <= now ? made(room, schedule, start) : null;
}

/** The calls that began in a time, both ends included, the newest first; of those that began together, in the order of `ROOMS`. None began before the epoch. */
export function* callsBetween(rooms: readonly DemoRoom[], from: number, to: number): Generator<Call> {
  const heads = rooms.flatMap((room) =>
    room.schedule === null ? [] : { room, schedule: room.schedule, start: lastStart(room.schedule, to) }
  );
  for (;;) {
    const [first, ...others] = heads;
    if (first === undefined) {
      return;
    }
    const newest = others.reduce((best, head) => (head.start > best.start ? head : best), first);
    if (newest.start < Math.max(0, from)) {
      return;
    }
    yield made(newest.room, newest.schedule, newest.start);
    newest.start -= newest.schedule.every;
  }
}

/** When the last call began that began at a time or before. */
function lastStart({ every, offset }: Schedule, to: number): number {
  return Math.floor((to - offset) / every) * every + offset;
}

function latestCall(now: number): Call | null {
  const room = ROOMS.find(({ id }) => id === DEMO_ROOMS.standup);
  if (room === undefined || room.schedule === null) {
    return null;
  }
  const start = lastStart(room.schedule, now - room.schedule.longest);
  return { ...made(room, room.schedule, start), id: DEMO_CALL };
}

function made(room: DemoRoom, { shortest, longest }: Schedule, start: number): Call {
  const seconds = start / 1_000;
  const spare = (longest - shortest) / 1_000;
  const length = shortest + (hash(seconds, room.number) % (spare + 1)) * 1_000;
  const digits = seconds.toString(16).padStart(8, '0');
  return { id: `${digits}ca1100000000000${room.number.toString(16)}`, room, start, end: start + length };
}
