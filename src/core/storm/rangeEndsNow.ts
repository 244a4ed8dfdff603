import type { Context } from '../protocol';

/** A range that ended at most this many milliseconds ago counts as ending now if the host does not know its words. */
const MAX_AGE_OF_NOW = 2_000;

/**
 * Whether a range ends now. One that says so does, however old its times are: a panel keeps those of its last refresh
 * while somebody edits it.
 */
export function rangeEndsNow({ range, now, endsNow: saysNow }: Context): boolean {
  return range.from <= now && (saysNow ?? range.to >= now - MAX_AGE_OF_NOW);
}
