import { joinList } from '../failure/text';
import type { Notices } from '../frames/notices';
import { asNumber, asObject, asText, asTime, hasMembers, timeUnitOf, type JsonObject } from '../json';
import { within } from '../measurements/numberRange';
import { describeRangeOf, namesOf, type StormColumn } from '../measurements/stormColumns';
import { parseJson } from '../parseJson';

/** The parts of a response; `healthData` is that of a substream. */
type Parts = Readonly<Record<'data' | 'healthData' | 'meta', JsonObject>>;

/**
 * Reads a response; null if it has no `data` object. Some pages of the reference call what an answer says of itself
 * `meta`, others `metadata`.
 */
export function readDocument(text: string): Parts | null {
  const whole = asObject(parseJson(text));
  const data = asObject(whole.data);
  return hasMembers(data)
    ? { data, healthData: asObject(data.healthData), meta: asObject(whole.meta ?? whole.metadata) }
    : null;
}

/** The value of each column of a document; null if the document has none. */
export type ColumnValues<Name extends string> = Readonly<Partial<Record<Name, string | number | boolean | null>>>;

/** The columns that were read from a document. Plain JSON. */
export interface DecodedColumns<Name extends string> {
  readonly values: ColumnValues<Name>;
  /** Columns whose values had an unexpected type and are null. */
  readonly unread: readonly Name[];
  /** Columns whose values are physically impossible and null. */
  readonly impossible: readonly Name[];
}

const READERS: Readonly<Record<StormColumn['type'], (value: unknown) => string | number | boolean | null>> = {
  text: asText,
  grade: asText,
  number: asNumber,
  time: asStormTime,
  boolean: asBoolean,
};

/**
 * Reads a time in the unit that its size shows. Unlike `asInstant`, it accepts small numbers; the range check then
 * rejects them.
 */
export function asStormTime(value: unknown): number | null {
  return asTime(value, timeUnitOf(asNumber(value) ?? 0) ?? 'milliseconds');
}

function asBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') {
    return value;
  }
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** What is wrong with nearly all documents. A list for each would take the Go host's engine as long as a column. */
const NO_COLUMNS: readonly never[] = Object.freeze([]);

/** Reads columns of a table by their types, all by default. `parts` are the parts of the document that hold them. */
export function readColumns<Name extends string>(
  table: Readonly<Record<Name, StormColumn>>,
  parts: Readonly<Record<string, JsonObject>>,
  names = namesOf(table)
): DecodedColumns<Name> {
  const values: Partial<Record<Name, string | number | boolean | null>> = {};
  let unread: readonly Name[] = NO_COLUMNS;
  let impossible: readonly Name[] = NO_COLUMNS;
  names.forEach((name) => {
    const { in: part = 'data', type, range } = table[name];
    const raw = parts[part]?.[name] ?? null;
    const value = READERS[type](raw);
    const isImpossible = typeof value === 'number' && range !== undefined && within(value, range) === null;
    values[name] = isImpossible ? null : value;
    if (isImpossible) {
      impossible = [...impossible, name];
    } else if (raw !== null && value === null) {
      unread = [...unread, name];
    }
  });
  return { values, unread, impossible };
}

/**
 * Adds notices about columns of a document that are null because their values are wrong; none without a document.
 * `where` names the document.
 */
export function addReadNotices<Name extends string>(
  document: Pick<DecodedColumns<Name>, 'unread' | 'impossible'> | null,
  table: Readonly<Record<Name, StormColumn>>,
  where: string,
  notices: Notices
): void {
  if (document === null) {
    return;
  }
  const { unread, impossible } = document;
  if (unread.length > 0) {
    const names = joinList(unread);
    notices.warn(`Storm returned ${names} for ${where} in an unexpected format; it is shown as null.`);
  }
  if (impossible.length > 0) {
    const ranges = impossible.map((name) => `${name} outside ${describeRangeOf(table[name])}`);
    notices.warn(`Storm returned ${joinList(ranges)} for ${where}; it is shown as null.`);
  }
}
