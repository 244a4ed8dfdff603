import { joinList } from '../failure/text';
import type { Notices } from '../frames/notices';
import { asNumber, asText, asTime, timeUnitOf } from '../json';
import { within } from '../measurements/numberRange';
import { describeRangeOf, rangeOf, type StormColumn } from '../measurements/stormColumns';

/** The value of each column of a document; null if the document has none. */
export type ColumnValues<Name extends string> = Readonly<Partial<Record<Name, string | number | boolean | null>>>;

/** The columns that were read from a document. Plain JSON. */
export interface ReadColumns<Name extends string> {
  readonly leaves: ColumnValues<Name>;
  /** Columns whose values had an unexpected type and are null. */
  readonly unread: readonly Name[];
  /** Columns whose values are physically impossible and null. */
  readonly impossible: readonly Name[];
}

const READERS: Readonly<Record<StormColumn['type'], (value: unknown) => string | number | boolean | null>> = {
  text: asText,
  grade: asText,
  number: asNumber,
  time: asTimeColumn,
  boolean: asBoolean,
};

/** Reads a time in the unit that its size shows. */
export function asTimeColumn(value: unknown): number | null {
  return asTime(value, timeUnitOf(asNumber(value) ?? 0) ?? 'milliseconds');
}

function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Reads each column by its type. `rawValueOf` returns its value in the document. */
export function readColumns<Name extends string>(
  names: readonly Name[],
  table: Readonly<Record<Name, StormColumn>>,
  rawValueOf: (name: Name) => unknown
): ReadColumns<Name> {
  const leaves: Partial<Record<Name, string | number | boolean | null>> = {};
  const unread: Name[] = [];
  const impossible: Name[] = [];
  names.forEach((name) => {
    const raw = rawValueOf(name) ?? null;
    const value = READERS[table[name].type](raw);
    const isImpossible = typeof value === 'number' && within(value, rangeOf(table[name])) === null;
    leaves[name] = isImpossible ? null : value;
    if (isImpossible) {
      impossible.push(name);
    } else if (raw !== null && value === null) {
      unread.push(name);
    }
  });
  return { leaves, unread, impossible };
}

/** Adds notices about columns of a document that are null because their values are wrong. */
export function addReadNotices<Name extends string>(
  { unread, impossible }: Pick<ReadColumns<Name>, 'unread' | 'impossible'>,
  table: Readonly<Record<Name, StormColumn>>,
  where: string,
  notices: Notices
): void {
  if (unread.length > 0) {
    notices.add(
      'warning',
      `Storm returned ${joinList(unread)} for ${where} in an unexpected format; it is shown as null.`
    );
  }
  if (impossible.length > 0) {
    const ranges = impossible.map((name) => `${name} outside ${describeRangeOf(table[name])}`);
    notices.add('warning', `Storm returned ${joinList(ranges)} for ${where}; it is shown as null.`);
  }
}
