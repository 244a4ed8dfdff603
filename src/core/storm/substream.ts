import { asObject, hasMembers, parseJson } from '../json';
import { LEAVES, type LeafName } from './leaves';
import { readLeaves, type LeafValues, type ReadLeaves } from './readLeaves';

export type Leaves = LeafValues<LeafName>;

/** A substream's document, decoded: each of the page's leaves that was asked for, null where it was absent. Plain JSON. */
export interface Substream extends ReadLeaves<LeafName> {
  /** Whether the document had any of the page's health data. */
  readonly hasHealth: boolean;
}

export const LEAF_NAMES = Object.keys(LEAVES) as readonly LeafName[];
const HEALTH = LEAF_NAMES.filter((name) => LEAVES[name].in === 'healthData');

/** Decodes some leaves of a substream answer, all by default; null where its text holds no `data` object. Source: Storm "Substream". */
export function decodeSubstream(text: string, names: readonly LeafName[] = LEAF_NAMES): Substream | null {
  const document = asObject(parseJson(text));
  const data = asObject(document.data);
  if (!hasMembers(data)) {
    return null;
  }
  // The page says `meta`; other pages of the same API say `metadata`.
  const parts = { data, healthData: asObject(data.healthData), meta: asObject(document.meta ?? document.metadata) };
  const read = readLeaves(names, LEAVES, (name) => parts[LEAVES[name].in][name]);
  return { ...read, hasHealth: HEALTH.some((name) => name in parts.healthData) };
}
