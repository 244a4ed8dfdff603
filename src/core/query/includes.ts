const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/**
 * Whether a list of a query contains a text. It runs for every row of a result, so the list is turned into a set once.
 */
export function includes(list: readonly string[], text: string): boolean {
  let set = sets.get(list);
  if (set === undefined) {
    set = new Set(list);
    sets.set(list, set);
  }
  return set.has(text);
}
