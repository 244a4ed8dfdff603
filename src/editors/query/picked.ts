import type { Edit } from './change';
import { pathsWithin } from './lists';
import { textOf, textsOf } from './saved';
import { isVariable } from './variables';

/**
 * The edit that sets an ID. Where it was picked from the list instead of another, what belonged to the other one goes:
 * the peers of one call are in no other. A typed ID may be a slip set right, which costs nothing.
 */
export function picked(
  path: string,
  id: string | undefined,
  listed: ReadonlyMap<string, unknown>,
  saved: Readonly<Record<string, unknown>>
): Edit {
  const before = textOf(saved[path]);
  const isExchanged = id !== undefined && listed.has(id) && before !== '' && before !== id;
  const cleared = isExchanged ? pathsWithin(path).flatMap((within) => clearedOf(within, saved[within])) : [];
  return { ...Object.fromEntries(cleared), [path]: id };
}

/** A field without its IDs. Variables stay: they follow what they are made to depend on. */
function clearedOf(path: string, value: unknown): ReadonlyArray<readonly [string, unknown]> {
  if (value === undefined) {
    return [];
  }
  const kept = textsOf(value).filter(isVariable);
  return [[path, Array.isArray(value) ? kept : kept[0]]];
}
