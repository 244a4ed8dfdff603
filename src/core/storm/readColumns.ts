import { asNumber, asText, asTime } from '../json';
import type { SubstreamColumn } from '../measurements/substreamColumns';

/** The value of each leaf of a document; null where the document had none. */
export type ColumnValues<Name extends string> = Readonly<Partial<Record<Name, string | number | boolean | null>>>;

/** What a document says of the leaves of its page. Plain JSON. */
export interface ReadColumns<Name extends string> {
  readonly leaves: ColumnValues<Name>;
  /** Leaves that were there but not of their type, so that they are null. */
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

/** Reads each leaf of a page by its type, from where `sentOf` says that it stands. */
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
