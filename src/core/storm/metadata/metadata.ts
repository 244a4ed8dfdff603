import { asObject } from '../../json';
import { parseJson } from '../../parseJson';
import { readColumns, type ReadColumns } from '../readColumns';
import { METADATA_COLUMN_NAMES, METADATA_COLUMNS, type MetadataColumn } from './columns';

/** The codecs, resolution and rates of a substream. Plain JSON. */
export type Metadata = ReadColumns<MetadataColumn>;

/** Decodes `GET …/{substream}/metadata`; null if it has no `data` object. Source: Storm "Substream Metadata". */
export function decodeMetadata(text: string): Metadata | null {
  const data = asObject(asObject(parseJson(text)).data);
  return Object.keys(data).length === 0
    ? null
    : readColumns(METADATA_COLUMN_NAMES, METADATA_COLUMNS, (name) => data[name]);
}
