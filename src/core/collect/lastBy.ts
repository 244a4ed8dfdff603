/** Returns the last item of each key, in the order in which the keys first appear. */
export function lastBy<T>(items: readonly T[], keyOf: (item: T, i: number) => string | number): readonly T[] {
  const last = new Map<string | number, T>();
  items.forEach((item, i) => last.set(keyOf(item, i), item));
  return last.size === items.length ? items : [...last.values()];
}
