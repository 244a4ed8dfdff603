import { asNumber, asText, asTime } from '../json';
import type { SubstreamColumn } from '../measurements/substreamColumns';

/** The value of each column of a document; null if the document has none. */
export type ColumnValues<Name extends string> = Readonly<Partial<Record<Name, string | number | boolean | null>>>;

/** The columns that were read from a document. Plain JSON. */
export interface ReadColumns<Name extends string> {
  readonly leaves: ColumnValues<Name>;
  /** Columns whose values had an unexpected type and are null. */
  readonly unread: readonly Name[];
}

const READERS: Readonly<Record<SubstreamColumn['type'], (value: unknown) => string | number | boolean | null>> = {
  text: asText,
  grade: asText,
  number: asNumber,
  time: asTime,
  boolean: asBoolean,
};

function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Reads each column by its type. `rawValueOf` returns its value in the document. */
export function readColumns<Name extends string>(
  names: readonly Name[],
  table: Readonly<Record<Name, SubstreamColumn>>,
  rawValueOf: (name: Name) => unknown
): ReadColumns<Name> {
  const leaves: Partial<Record<Name, string | number | boolean | null>> = {};
  const unread: Name[] = [];
  for (const name of names) {
    const raw = rawValueOf(name) ?? null;
    const value = READERS[table[name].type](raw);
    leaves[name] = value;
    if (raw !== null && value === null) {
      unread.push(name);
    }
  }
  return { leaves, unread };
}
