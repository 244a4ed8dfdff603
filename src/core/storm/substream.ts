import { asObject, parseJson } from '../json';
import { LEAVES, type LeafName } from './leaves';
import { readLeaves, type LeafValues, type ReadLeaves } from './readLeaves';

export type Leaves = LeafValues<LeafName>;

/** A substream's document, decoded: each of the page's leaves, null where it was absent. Plain JSON. */
export interface Substream extends ReadLeaves<LeafName> {
  /** Whether the document had any health data. */
  readonly hasHealth: boolean;
}

export const LEAF_NAMES = Object.keys(LEAVES) as readonly LeafName[];

/** Decodes the text of a substream answer; null where it holds no `data` object. Source: Storm "Substream". */
export function decodeSubstream(text: string): Substream | null {
  const document = asObject(parseJson(text));
  const data = asObject(document.data);
  if (Object.keys(data).length === 0) {
    return null;
  }
  // The page says `meta`; other pages of the same API say `metadata`.
  const parts = { data, healthData: asObject(data.healthData), meta: asObject(document.meta ?? document.metadata) };
  const read = readLeaves(LEAF_NAMES, LEAVES, (name) => parts[LEAVES[name].in][name]);
  return { ...read, hasHealth: Object.keys(parts.healthData).length > 0 };
}
