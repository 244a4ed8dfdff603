import { asArray, asObject, asText, hasMembers, parseJson } from '../json';
import type { Page } from '../pages';
import { decodePage } from './page';

/** A stream with the names of its substreams. Plain JSON. */
export interface Stream {
  readonly app: string | null;
  readonly stream: string | null;
  /** Such as `PUBLISHED`; an open set. */
  readonly state: string | null;
  /** Null where the document does not list them. */
  readonly substreams: readonly string[] | null;
}

/** Decodes `GET /streams/{app}/{streamKey}`; null where it holds no `data` object. Source: Storm "Stream". */
export function decodeStream(text: string): Stream | null {
  const data = asObject(asObject(parseJson(text)).data);
  return hasMembers(data) ? readStream(data) : null;
}

/** Decodes a page of `GET /streams`, which not every server has; null where the text is not one. An entry without a key is counted and left out. */
export function decodeStreams(text: string): Page<Stream> | null {
  return decodePage(text, (entry) => {
    const stream = readStream(asObject(entry));
    return stream.stream === null ? null : stream;
  });
}

function readStream({ application, streamKey, state, subStreams }: Readonly<Record<string, unknown>>): Stream {
  const names = asArray(subStreams).flatMap((substream) => {
    const { name } = asObject(substream);
    return asText(name ?? substream) || [];
  });
  return {
    app: asText(application) || null,
    stream: asText(streamKey) || null,
    state: asText(state) || null,
    substreams: Array.isArray(subStreams) ? [...new Set(names)] : null,
  };
}
