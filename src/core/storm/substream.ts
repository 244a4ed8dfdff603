import { asNumber, asObject, asText, asTime, parseJson } from '../json';
import { LEAVES, type LeafName } from './leaves';

/** A substream's document, decoded: each of the page's leaves, null where it was absent. Plain JSON. */
export interface Substream {
  readonly leaves: Readonly<Record<LeafName, string | number | boolean | null>>;
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
  const unread: LeafName[] = [];
  const read = LEAF_NAMES.map((name): [LeafName, string | number | boolean | null] => {
    const sent = parts[LEAVES[name].in][name] ?? null;
    const value = READERS[LEAVES[name].type](sent);
    if (sent !== null && value === null) {
      unread.push(name);
    }
    return [name, value];
  });
  return {
    leaves: Object.fromEntries(read) as Record<LeafName, string | number | boolean | null>,
    unread,
    hasHealth: Object.keys(parts.healthData).length > 0,
  };
}
