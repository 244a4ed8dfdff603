interface Memory<K, V> {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => unknown;
}

/** Returns a function that makes the value of each key once. In a `WeakMap`, values last as long as their keys. */
export function memoized<K, V>(make: (key: K) => V, known: Memory<K, V> = new Map<K, V>()): (key: K) => V {
  return (key) => getOrInsert(known, key, make);
}

/** Returns the value of a key; makes and keeps it if there is none. */
export function getOrInsert<K, V>(known: Memory<K, V>, key: K, make: (key: K) => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make(key);
    known.set(key, value);
  }
  return value;
}
