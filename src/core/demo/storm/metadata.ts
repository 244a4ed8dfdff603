import { stormAnswer, stormError, type DemoAnswer } from '../answer';
import { hash } from '../noise';
import type { DemoSubstream } from './demoSubstream';
import { substreamsOf } from './streams';

/** What a transcoder makes of each quality, and what the sources send. */
const PICTURES: Readonly<Record<string, readonly [width: number, height: number, audioDataRate: number]>> = {
  native: [1920, 1080, 160],
  '720p': [1280, 720, 128],
  '480p': [854, 480, 96],
  '360p': [640, 360, 96],
};

/** What the sources are encoded with. */
const ENCODERS = [
  'obs-output module (libobs version 31.0.2)',
  'Lavf61.7.100',
  'FMLE/3.0 (compatible; FMSc/1.0)',
] as const;
const TRANSCODER = 'Lavf60.16.100';

/** `GET /api/streams/{app}/{stream}/{substream}/metadata`. There are none where nothing comes from the transcoder. Source: Storm "Substream Metadata". */
export function metadataAnswer(app: string, stream: string, name: string, now: number): DemoAnswer {
  const substream = substreamsOf(app, stream).find((one) => one.name === name);
  const picture = PICTURES[name];
  if (substream === undefined || picture === undefined) {
    return stormError(404, 'Substream not found');
  }
  return substream.rate === 0
    ? stormError(404, 'Metadata not found')
    : stormAnswer(documentOf(substream, picture), hash(substream.seed, now / 1_000) % 4, now);
}

function documentOf(
  { seed, rate, fps, sourceType }: DemoSubstream,
  [width, height, audioDataRate]: (typeof PICTURES)[string]
): Readonly<Record<string, string | number | boolean>> {
  const isTranscoded = sourceType === 'Unknown';
  return {
    encoderName: isTranscoded ? TRANSCODER : (ENCODERS[hash(seed, 0) % ENCODERS.length] ?? TRANSCODER),
    legacyEncoder: '',
    duration: 0,
    videoCodec: 'H264',
    // The IDs of FLV: 7 is AVC, 10 is AAC.
    videoCodecID: 7,
    // What is left of the bytes that come in.
    videoDataRate: Math.round((rate * 8) / 1_000) - audioDataRate,
    videoTimeScale: 1_000,
    width,
    height,
    frameRate: fps,
    frameRateSpecified: !isTranscoded,
    audioCodec: 'AAC',
    audioCodecID: 10,
    audioDataRate,
    audioSampleRate: 48_000,
    audioSampleSize: 16,
    audioChannels: 2,
  };
}
