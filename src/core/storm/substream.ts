import { HEALTH_DATA, namesOf, SUBSTREAM_COLUMNS, type SubstreamColumnName } from '../measurements/stormColumns';
import { readColumns, readDocument, type ColumnValues, type DecodedColumns } from './document';

export type SubstreamValues = ColumnValues<SubstreamColumnName>;

/** A substream's document, decoded: each requested column, null if it was absent. Plain JSON. */
export interface Substream extends DecodedColumns<SubstreamColumnName> {
  /** Whether the document had any health data. */
  readonly hasHealth: boolean;
}

const HEALTH_COLUMNS = namesOf(HEALTH_DATA);

/**
 * Decodes some columns of a substream response, all by default; null if the text has no `data` object. Source: Storm
 * "Substream".
 */
export function decodeSubstream(text: string, names?: readonly SubstreamColumnName[]): Substream | null {
  const document = readDocument(text);
  if (document === null) {
    return null;
  }
  const { values, unread, impossible } = readColumns(SUBSTREAM_COLUMNS, document, names);
  // No spread: the Go host's engine takes four times as long for one, and a rule reads hundreds of documents.
  return { values, unread, impossible, hasHealth: HEALTH_COLUMNS.some((name) => name in document.healthData) };
}
