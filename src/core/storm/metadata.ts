import type { NumberRange } from '../measurements/numberRange';
import { columnOf, FRAME_RATE, numberColumn, type StormColumn } from '../measurements/stormColumns';
import { readColumns, readDocument, type DecodedColumns } from './document';

const PIXELS: NumberRange = { min: 0, max: 100_000 };
/** The kilobits per second that are possible: 10 Gbit/s. */
const DATA_RATE: NumberRange = { min: 0, max: 1e7 };

/**
 * The columns of a substream's metadata, with the order and names of the reference page: all of its `data` except
 * `duration`, which is 0 while a stream is live and is in the substream's own document. Source: Storm "Substream
 * Metadata".
 */
export const METADATA_COLUMNS = {
  encoderName: columnOf('text', 'Encoder software and its version'),
  legacyEncoder: columnOf('text', 'Encoder, as older software names itself'),
  videoCodec: columnOf('text', 'Video codec'),
  videoCodecID: numberColumn('none', 'ID of the video codec', undefined, {}),
  videoDataRate: numberColumn('Kbits', 'Bitrate of the video, kilobits per second', DATA_RATE),
  videoTimeScale: numberColumn('none', 'Ticks per second of the video'),
  width: numberColumn('suffix:px', 'Width of the video', PIXELS),
  height: numberColumn('suffix:px', 'Height of the video', PIXELS),
  frameRate: numberColumn('suffix:fps', 'Frame rate of the video', FRAME_RATE),
  frameRateSpecified: columnOf('boolean', 'Whether the encoder set the frame rate itself'),
  audioCodec: columnOf('text', 'Audio codec'),
  audioCodecID: numberColumn('none', 'ID of the audio codec', undefined, {}),
  audioDataRate: numberColumn('Kbits', 'Bitrate of the audio, kilobits per second', DATA_RATE),
  audioSampleRate: numberColumn('hertz', 'Samples of audio per second', { min: 0, max: 1e7 }),
  audioSampleSize: numberColumn('suffix:bit', 'Size of an audio sample', { min: 0, max: 64 }),
  audioChannels: numberColumn('none', 'Channels of the audio', { min: 0, max: 1_000 }),
} as const satisfies Record<string, StormColumn>;

/** The codecs, resolution and rates of a substream. Plain JSON. */
export type Metadata = DecodedColumns<keyof typeof METADATA_COLUMNS>;

/** Decodes `GET …/{substream}/metadata`; null if it has no `data` object. Source: Storm "Substream Metadata". */
export function decodeMetadata(text: string): Metadata | null {
  const document = readDocument(text);
  return document && readColumns(METADATA_COLUMNS, document);
}
