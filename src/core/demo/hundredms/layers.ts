import type { Layer } from './peer';

export const VOICE: readonly Layer[] = [{ rid: null, target: 32_000, least: 0, fps: 0, swing: 0.06 }];
/** 720p, 360p and 180p with libwebrtc's rates, named as 100ms' reference names them. */
export const BY_REFERENCE: readonly Layer[] = [
  { rid: 'h', target: 2_500_000, least: 600_000, fps: 30, swing: 0.04 },
  { rid: 'm', target: 700_000, least: 150_000, fps: 30, swing: 0.04 },
  { rid: 'l', target: 200_000, least: 30_000, fps: 30, swing: 0.04 },
];
/** The rates of 100ms' template samples, named as its SDKs name them. */
export const BY_SDK: readonly Layer[] = [
  { rid: 'f', target: 700_000, least: 300_000, fps: 24, swing: 0.06 },
  { rid: 'h', target: 300_000, least: 150_000, fps: 24, swing: 0.06 },
  { rid: 'q', target: 100_000, least: 30_000, fps: 24, swing: 0.06 },
];
