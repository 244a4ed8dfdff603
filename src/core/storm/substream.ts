import { asObject, hasMembers } from '../json';
import { parseJson } from '../parseJson';
import { SUBSTREAM_COLUMNS, type SubstreamColumnName } from '../measurements/substreamColumns';
import { readColumns, type ColumnValues, type ReadColumns } from './readColumns';

export type SubstreamValues = ColumnValues<SubstreamColumnName>;

/** A substream's document, decoded: each requested column, null if it was absent. Plain JSON. */
export interface Substream extends ReadColumns<SubstreamColumnName> {
  /** Whether the document had any health data. */
  readonly hasHealth: boolean;
}

export const SUBSTREAM_COLUMN_NAMES = Object.keys(SUBSTREAM_COLUMNS) as readonly SubstreamColumnName[];
const HEALTH_COLUMNS = SUBSTREAM_COLUMN_NAMES.filter((name) => SUBSTREAM_COLUMNS[name].in === 'healthData');

/**
 * Decodes some columns of a substream response, all by default; null if the text has no `data` object. Source: Storm
 * "Substream".
 */
export function decodeSubstream(
  text: string,
  names: readonly SubstreamColumnName[] = SUBSTREAM_COLUMN_NAMES
): Substream | null {
  const document = asObject(parseJson(text));
  const data = asObject(document.data);
  if (!hasMembers(data)) {
    return null;
  }
  // The reference page says `meta`; other pages of the same API say `metadata`.
  const parts = { data, healthData: asObject(data.healthData), meta: asObject(document.meta ?? document.metadata) };
  const { leaves, unread, impossible } = readColumns(
    names,
    SUBSTREAM_COLUMNS,
    (name) => parts[SUBSTREAM_COLUMNS[name].in][name]
  );
  // No spread: the Go host's engine takes four times as long for one, and a rule reads hundreds of documents.
  return { leaves, unread, impossible, hasHealth: HEALTH_COLUMNS.some((name) => name in parts.healthData) };
}
