/** Returns the last item of each key, in the order in which the keys first appear. */
export function lastBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const last = new Map<string, T>();
  items.forEach((item) => last.set(keyOf(item), item));
  return last.size === items.length ? items : [...last.values()];
}
