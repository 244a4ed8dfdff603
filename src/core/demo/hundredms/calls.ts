import { DEMO_CALL } from '../ids';

/** A call begins at each whole multiple of this, milliseconds since the epoch. */
const EVERY = 20 * 60_000;
const LENGTH = 12 * 60_000;

/** A session ID: its first 8 digits are the second the call began at, in hexadecimal, as in any ObjectID. */
const ID = /^([0-9a-f]{8})ca11000000000001$/;

/** A demo call. Its noise is seeded by `start`, so that it never changes. */
export interface Call {
  /** The ID it was asked by. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** The call that an ID means at an instant, running or ended; null where there is none. */
export function callOf(id: string, now: number): Call | null {
  const start = id === DEMO_CALL ? Math.floor((now - LENGTH) / EVERY) * EVERY : startOf(id);
  return start === null || start > now ? null : { id, start, end: start + LENGTH };
}

function startOf(id: string): number | null {
  const seconds = ID.exec(id)?.[1];
  const start = seconds === undefined ? NaN : parseInt(seconds, 16) * 1_000;
  return start % EVERY === 0 ? start : null;
}
