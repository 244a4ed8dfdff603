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
  /** What has the items, such as `Session 6977b3f3`. */
  readonly owner: string;
  /** The items, in the plural, such as `peers`. */
  readonly noun: string;
  readonly format?: string;
  /** Whether there are more items than `all` has. */
  readonly isTruncated?: boolean;
  /** The setting that limits the items. By default `maxPeers`. */
  readonly limit?: Limit;
}

/** A setting that limits a query, and the words for it. */
interface Limit {
  readonly setting: 'maxPeers' | 'maxSessions';
  /** The verb of the limit: `<owner> has 60 peers, and <verb> 50 at most`. */
  readonly verb: string;
  readonly advice: string;
}

/**
 * Returns the items that an empty list includes, up to the limit in the settings. With more items a numeric query fails
 * with `user`: its alert shows no notice, so its result must be complete. Every query fails with `user` if the setting
 * is wrong.
 */
export function expandEmptyList<T>(
  all: readonly T[],
  { owner, noun, format, isTruncated = false, limit }: EmptyList,
  context: Context
): Outcome<Expanded<T>> {
  const byDefault = { setting: 'maxPeers', verb: 'an empty list includes', advice: `Name the ${noun}` } as const;
  const { setting, verb, advice } = limit ?? byDefault;
  const max = limitOf(setting, context);
  if (!max.ok) {
    return max;
  }
  if (all.length === 0 && !isTruncated) {
    return { ok: true, value: { items: [], warnings: [`${owner} lists no ${noun}.`] } };
  }
  if (all.length <= max.value && !isTruncated) {
    return { ok: true, value: { items: all, warnings: [] } };
  }
  const isTooMany = all.length > max.value;
  const count = isTruncated ? `at least ${all.length}` : all.length;
  const finding = isTooMany
    ? `${owner} has ${count} ${noun}, and ${verb} ${max.value} at most.`
    : `${owner} has more ${noun} than the ${all.length} that were listed.`;
  if (format === 'numeric') {
    const raise = isTooMany ? `, or raise ${setting} in the data source settings` : '';
    return { ok: false, failure: failure('user', 400, finding, `${advice}${raise}.`) };
  }
  const items = all.slice(0, max.value);
  return { ok: true, value: { items, warnings: [`${finding} The first ${items.length} are shown.`] } };
}
