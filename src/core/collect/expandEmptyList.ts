import { limitOf } from './limits';
import { failure } from '../failure/failure';
import type { Context, Outcome } from '../protocol';

/** What an empty list came to. */
interface Expanded<T> {
  readonly items: readonly T[];
  readonly warnings: readonly string[];
}

/** Of what an empty list is told, in words. */
interface EmptyList {
  /** Such as `Session 6977b3f3`. */
  readonly whose: string;
  /** In the plural, such as `peers`. */
  readonly what: string;
  readonly format?: string;
  /** Whether there are more than were listed. */
  readonly isCut?: boolean;
  /** What bounds it; where absent, how much an empty list stands for. */
  readonly bound?: Bound;
}

/** A setting that bounds a query, in words. */
interface Bound {
  readonly setting: 'maxPeers' | 'maxSessions';
  /** What is bounded: `<whose> has 60 peers, and <takes> 50 at most`. */
  readonly takes: string;
  readonly instead: string;
}

/**
 * What an empty list stands for, up to a setting. Beyond it fails with `user` in numeric, whose answer is whole or not at all since
 * an alert shows no notice; and where the setting is not a number.
 */
export function expandEmptyList<T>(
  all: readonly T[],
  { whose, what, format, isCut = false, bound }: EmptyList,
  context: Context
): Outcome<Expanded<T>> {
  const { setting, takes, instead } = bound ?? {
    setting: 'maxPeers',
    takes: 'an empty list includes',
    instead: `Name the ${what}`,
  };
  const most = limitOf(setting, context);
  if (!most.ok) {
    return most;
  }
  if (all.length === 0 && !isCut) {
    return { ok: true, value: { items: [], warnings: [`${whose} lists no ${what}.`] } };
  }
  if (all.length <= most.value && !isCut) {
    return { ok: true, value: { items: all, warnings: [] } };
  }
  const isTooMany = all.length > most.value;
  const count = isCut ? `at least ${all.length}` : all.length;
  const finding = isTooMany
    ? `${whose} has ${count} ${what}, and ${takes} ${most.value} at most.`
    : `${whose} has more ${what} than the ${all.length} that were listed.`;
  if (format === 'numeric') {
    const advice = isTooMany ? `${instead}, or raise ${setting} in the data source settings.` : `${instead}.`;
    return { ok: false, failure: failure('user', 400, finding, advice) };
  }
  const items = all.slice(0, most.value);
  return { ok: true, value: { items, warnings: [`${finding} The first ${items.length} are shown.`] } };
}
