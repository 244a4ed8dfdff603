import { limitOf } from './limits';
import { failure } from '../failure/failure';
import type { Context, Outcome } from '../protocol';

/** The items that an empty list includes. */
interface Expanded<T> {
  readonly items: readonly T[];
  readonly warnings: readonly string[];
}

/** The words that messages about an empty list use. */
interface EmptyList {
  /** The owner of the items, such as `Session 6977b3f3`. */
  readonly whose: string;
  /** The items, in the plural, such as `peers`. */
  readonly what: string;
  readonly format?: string;
  /** Whether there are more items than `all` has. */
  readonly isCut?: boolean;
  /** The setting that limits the items. By default `maxPeers`. */
  readonly bound?: Bound;
}

/** A setting that limits a query, and the words for it. */
interface Bound {
  readonly setting: 'maxPeers' | 'maxSessions';
  /** The verb of the limit: `<whose> has 60 peers, and <takes> 50 at most`. */
  readonly takes: string;
  readonly instead: string;
}

/**
 * Returns the items that an empty list includes, up to the limit in the settings. With more items a numeric query fails
 * with `user`: its alert shows no notice, so its result must be complete. Every query fails with `user` if the setting
 * is wrong.
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
  const max = limitOf(setting, context);
  if (!max.ok) {
    return max;
  }
  if (all.length === 0 && !isCut) {
    return { ok: true, value: { items: [], warnings: [`${whose} lists no ${what}.`] } };
  }
  if (all.length <= max.value && !isCut) {
    return { ok: true, value: { items: all, warnings: [] } };
  }
  const isTooMany = all.length > max.value;
  const count = isCut ? `at least ${all.length}` : all.length;
  const finding = isTooMany
    ? `${whose} has ${count} ${what}, and ${takes} ${max.value} at most.`
    : `${whose} has more ${what} than the ${all.length} that were listed.`;
  if (format === 'numeric') {
    const advice = isTooMany ? `${instead}, or raise ${setting} in the data source settings.` : `${instead}.`;
    return { ok: false, failure: failure('user', 400, finding, advice) };
  }
  const items = all.slice(0, max.value);
  return { ok: true, value: { items, warnings: [`${finding} The first ${items.length} are shown.`] } };
}
