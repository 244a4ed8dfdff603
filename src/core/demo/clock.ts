/** Milliseconds for which the generator's answers stay the same, so that requests of one moment agree. */
export const INTERVAL = 1_000;

/** Session IDs hold their time as an unsigned 32-bit count of seconds. */
const LAST = 0xffff_ffff * 1_000;

/** The start of the interval that an instant is in, milliseconds since the epoch. What is not a time, or not one the IDs can hold, becomes the nearest that is. */
export function intervalOf(now: number): number {
  const held = Number.isNaN(now) ? 0 : Math.min(Math.max(now, 0), LAST);
  return Math.floor(held / INTERVAL) * INTERVAL;
}
