import { asObject, parseJson } from '../../json';
import { readLeaves, type ReadLeaves } from '../readLeaves';
import { METADATA_LEAF_NAMES, METADATA_LEAVES, type MetadataLeaf } from './leaves';

/** What a substream is made of: codecs, resolution, rates. Plain JSON. */
export type Metadata = ReadLeaves<MetadataLeaf>;

/** Decodes `GET …/{substream}/metadata`; null where it holds no `data` object. Source: Storm "Substream Metadata". */
export function decodeMetadata(text: string): Metadata | null {
  const data = asObject(asObject(parseJson(text)).data);
  return Object.keys(data).length === 0 ? null : readLeaves(METADATA_LEAF_NAMES, METADATA_LEAVES, (name) => data[name]);
}
