import { asNumber, asObject, asText, asTime, hasMembers, parseJson } from '../json';
import { LEAVES, type LeafName } from './leaves';

/** The value of each leaf; null where the document had none. */
export type Leaves = Readonly<Partial<Record<LeafName, string | number | boolean | null>>>;

/** A substream's document, decoded: each leaf that was asked for, null where it was absent. Plain JSON. */
export interface Substream {
  readonly leaves: Leaves;
  /** Leaves that were there but not of their type, so that they are null. */
  readonly unread: readonly LeafName[];
  /** Whether the document had any of the page's health data. */
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
  const leaves: Partial<Record<LeafName, string | number | boolean | null>> = {};
  const unread: LeafName[] = [];
  names.forEach((name) => {
    const leaf = LEAVES[name];
    const sent = parts[leaf.in][name] ?? null;
    const value = READERS[leaf.type](sent);
    leaves[name] = value;
    if (sent !== null && value === null) {
      unread.push(name);
    }
  });
  return { leaves, unread, hasHealth: HEALTH.some((name) => name in parts.healthData) };
}
