import { asNumber, asObject, asText, asTime, parseJson } from '../json';
import { LEAVES, type LeafName } from './leaves';

/** The value of each leaf; null where the document had none. */
export type Leaves = Readonly<Partial<Record<LeafName, string | number | boolean | null>>>;

/** A substream's document, decoded: each of the page's leaves, null where it was absent. Plain JSON. */
export interface Substream {
  readonly leaves: Leaves;
  /** Leaves that were there but not of their type, so that they are null. */
  readonly unread: readonly LeafName[];
  /** Whether the document had any health data. */
  readonly hasHealth: boolean;
}

type LeafType = (typeof LEAVES)[LeafName]['type'];

const READERS: Readonly<Record<LeafType, (value: unknown) => string | number | boolean | null>> = {
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
  const leaves: Partial<Record<LeafName, string | number | boolean | null>> = {};
  const unread: LeafName[] = [];
  for (const name of LEAF_NAMES) {
    const sent = parts[LEAVES[name].in][name] ?? null;
    const value = READERS[LEAVES[name].type](sent);
    leaves[name] = value;
    if (sent !== null && value === null) {
      unread.push(name);
    }
  }
  return { leaves, unread, hasHealth: Object.keys(parts.healthData).length > 0 };
}
