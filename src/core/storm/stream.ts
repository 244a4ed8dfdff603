import { allowed, asArray, asName, asObject, hasMembers, type Allowance } from '../json';
import { parseJson } from '../parseJson';
import type { Page } from '../collect/pagination';
import { decodePage } from './page';

/** A stream with the names of its substreams. Plain JSON. */
export interface Stream {
  readonly app: string | null;
  readonly stream: string | null;
  /** Such as `PUBLISHED`; an open set. */
  readonly state: string | null;
  /** Null if the document does not list them. */
  readonly substreams: readonly string[] | null;
}

/** Decodes `GET /streams/{app}/{streamKey}`; null if it has no `data` object. Source: Storm "Stream". */
export function decodeStream(text: string): Stream | null {
  const data = asObject(asObject(parseJson(text)).data);
  return hasMembers(data) ? readStream(data, { left: MAX_SUBSTREAMS }) : null;
}

/**
 * Decodes a page of `GET /streams`, which not every server has; null if the text is not one. Entries without a key are
 * counted and left out.
 */
export function decodeStreams(text: string): Page<Stream> | null {
  const allowance = { left: MAX_SUBSTREAMS };
  return decodePage(text, (entry) => {
    const stream = readStream(asObject(entry), allowance);
    return stream.stream === null ? null : stream;
  });
}

/** The most substreams read of a document: each is one quality of its stream. */
const MAX_SUBSTREAMS = 100_000;

function readStream(
  { application, streamKey, state, subStreams }: Readonly<Record<string, unknown>>,
  allowance: Allowance
): Stream {
  const names = allowed(asArray(subStreams), allowance).flatMap((substream) => {
    const { name } = asObject(substream);
    return asName(name ?? substream) ?? [];
  });
  return {
    app: asName(application),
    stream: asName(streamKey),
    state: asName(state),
    substreams: Array.isArray(subStreams) ? [...new Set(names)] : null,
  };
}
