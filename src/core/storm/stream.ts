import { takeWithin, asArray, asId, asObject, type Quota, type JsonObject } from '../json';
import type { Page } from '../collect/pagination';
import { STREAM_COLUMNS, type StreamColumnName } from '../measurements/stormColumns';
import { readColumns, readDocument, type DecodedColumns } from './document';
import { metricValue } from './metricValue';
import { decodePage } from './page';

/** An entry of the list of streams. Plain JSON. */
export interface Stream {
  readonly app: string | null;
  readonly stream: string | null;
  /** Such as `PUBLISHED`; an open set. */
  readonly state: string | null;
  /** Null if the document does not list them. */
  readonly substreams: readonly string[] | null;
  /** How many of them are not read, or have no name. */
  readonly substreamsLeftOut: number;
}

/** A stream's own document, decoded: each column, null if it was absent. Plain JSON. */
export interface StreamDocument
  extends DecodedColumns<StreamColumnName>, Pick<Stream, 'substreams' | 'substreamsLeftOut'> {}

/** Decodes `GET /streams/{app}/{streamKey}`; null if it has no `data` object. Source: Storm "Stream". */
export function decodeStream(text: string): StreamDocument | null {
  const document = readDocument(text);
  if (document === null) {
    return null;
  }
  const { data, meta } = document;
  const { substreams, substreamsLeftOut } = readStream(data, { left: MAX_SUBSTREAMS });
  const read = readColumns(STREAM_COLUMNS, { data, meta, computed: { substreams: substreams?.length } });
  const values = {
    ...read.values,
    // The time of no thumbnail is 0.
    thumbnailTimestamp: read.values.thumbnailTimestamp || null,
    published: metricValue(read.values, 'published'),
  };
  return { ...read, values, substreams, substreamsLeftOut };
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

function readStream({ application, streamKey, state, subStreams }: JsonObject, allowance: Quota): Stream {
  const listed = asArray(subStreams);
  const names = takeWithin(listed, allowance).flatMap((substream) => {
    const { name } = asObject(substream);
    return asId(name ?? substream) ?? [];
  });
  return {
    app: asId(application),
    stream: asId(streamKey),
    state: asId(state),
    substreams: Array.isArray(subStreams) ? [...new Set(names)] : null,
    substreamsLeftOut: listed.length - names.length,
  };
}
