import type { NumberRange } from '../../measurements/numberRange';
import { FRAME_RATE, type StormColumn } from '../../measurements/stormColumns';

const PIXELS: NumberRange = { min: 0, max: 100_000 };
/** The kilobits per second that are possible: 10 Gbit/s. */
const DATA_RATE: NumberRange = { min: 0, max: 1e7 };

/**
 * The columns of a substream's metadata, with the order and names of the reference page: all of its `data` except
 * `duration`, which is 0 while a stream is live and is in the substream's own document. Source: Storm "Substream
 * Metadata".
 */
export const METADATA_COLUMNS = {
  encoderName: { type: 'text', config: { description: 'Encoder software and its version' } },
  legacyEncoder: { type: 'text', config: { description: 'Encoder, as older software names itself' } },
  videoCodec: { type: 'text', config: { description: 'Video codec' } },
  videoCodecID: { type: 'number', config: { unit: 'none', description: 'ID of the video codec' } },
  videoDataRate: {
    type: 'number',
    range: DATA_RATE,
    config: { unit: 'Kbits', min: 0, description: 'Bitrate of the video, kilobits per second' },
  },
  videoTimeScale: { type: 'number', config: { unit: 'none', min: 0, description: 'Ticks per second of the video' } },
  width: { type: 'number', range: PIXELS, config: { unit: 'suffix:px', min: 0, description: 'Width of the video' } },
  height: { type: 'number', range: PIXELS, config: { unit: 'suffix:px', min: 0, description: 'Height of the video' } },
  frameRate: {
    type: 'number',
    range: FRAME_RATE,
    config: { unit: 'suffix:fps', min: 0, description: 'Frame rate of the video' },
  },
  frameRateSpecified: { type: 'boolean', config: { description: 'Whether the encoder set the frame rate itself' } },
  audioCodec: { type: 'text', config: { description: 'Audio codec' } },
  audioCodecID: { type: 'number', config: { unit: 'none', description: 'ID of the audio codec' } },
  audioDataRate: {
    type: 'number',
    range: DATA_RATE,
    config: { unit: 'Kbits', min: 0, description: 'Bitrate of the audio, kilobits per second' },
  },
  audioSampleRate: {
    type: 'number',
    range: { min: 0, max: 1e7 },
    config: { unit: 'hertz', min: 0, description: 'Samples of audio per second' },
  },
  audioSampleSize: {
    type: 'number',
    range: { min: 0, max: 64 },
    config: { unit: 'suffix:bit', min: 0, description: 'Size of an audio sample' },
  },
  audioChannels: {
    type: 'number',
    range: { min: 0, max: 1_000 },
    config: { unit: 'none', min: 0, description: 'Channels of the audio' },
  },
} as const satisfies Record<string, StormColumn>;

export type MetadataColumn = keyof typeof METADATA_COLUMNS;
export const METADATA_COLUMN_NAMES = Object.keys(METADATA_COLUMNS) as readonly MetadataColumn[];
