import { memoized } from '../collect/memoized';

const setOf = memoized((list: readonly string[]): ReadonlySet<string> => new Set(list), new WeakMap());

/**
 * Whether a list of a query contains a text. It runs for every row of a result, so the list is turned into a set once.
 */
export function includes(list: readonly string[], text: string): boolean {
  return setOf(list).has(text);
}
