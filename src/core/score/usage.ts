import type { TrackIdentity } from '../measurements/track';

/** Bits per second below half of which nothing is meant to be sent: comfort noise, black frames, a still screen. */
const LEAST_SPEECH = 6_000;
const LEAST_VIDEO = 30_000;

/** Columns of a track; NaN where a value is unknown. */
interface Columns {
  readonly bitrate: Float64Array;
  readonly fps: Float64Array;
  readonly freezes: Float64Array;
}

/**
 * Returns how much of each window was meant to be sent, 0 to 1. Muted or paused tracks report zeros, and judging them
 * would make every mute a fault.
 */
export function usageOf({ side, kind }: TrackIdentity, { bitrate, fps, freezes }: Columns): Float64Array {
  if (kind === 'audio') {
    return byBitrate(bitrate, LEAST_SPEECH, null);
  }
  return side === 'publisher' ? byBitrate(bitrate, LEAST_VIDEO, fps) : byFrames(fps, freezes);
}

/** Everything from the least bitrate on, nothing below half of it. Frames count where the bitrate is unknown. */
function byBitrate(bitrate: Float64Array, least: number, fps: Float64Array | null): Float64Array {
  const usage = new Float64Array(bitrate.length);
  const half = least / 2;
  for (let i = 0; i < usage.length; i++) {
    const sent = bitrate[i] ?? NaN;
    usage[i] = sent >= least ? 1 : sent >= half ? sent / half - 1 : sent < half ? 0 : atMostOne(fps?.[i] ?? NaN);
  }
  return usage;
}

function byFrames(fps: Float64Array, freezes: Float64Array): Float64Array {
  const usage = new Float64Array(fps.length);
  for (let i = 0; i < usage.length; i++) {
    usage[i] = (freezes[i] ?? 0) > 0 ? 1 : atMostOne(fps[i] ?? NaN);
  }
  return usage;
}

function atMostOne(fps: number): number {
  return fps < 1 ? fps : 1;
}
