import type { TrackIdentity } from '../measurements/track';

/** Bits per second below half of which nothing is meant to be sent: comfort noise, black frames, a still screen. */
const LEAST_SPEECH = 6_000;
const LEAST_VIDEO = 30_000;

type Cells = ReadonlyArray<number | null> | undefined;

/**
 * Returns how much of each window was meant to be sent, 0 to 1. Muted or paused tracks report zeros, and judging them
 * would make every mute a fault.
 */
export function usageOf(
  { side, kind }: TrackIdentity,
  { bitrate, fps, freeze_count }: { readonly bitrate: Cells; readonly fps: Cells; readonly freeze_count: Cells },
  length: number
): readonly number[] {
  if (kind === 'audio') {
    return byBitrate(length, LEAST_SPEECH, bitrate, undefined);
  }
  return side === 'publisher' ? byBitrate(length, LEAST_VIDEO, bitrate, fps) : byFrames(length, fps, freeze_count);
}

/** Everything from the least bitrate on, nothing below half of it. Frames count where the bitrate is unknown. */
function byBitrate(length: number, least: number, bitrate: Cells, fps: Cells): readonly number[] {
  const usage = Array<number>(length).fill(0);
  const half = least / 2;
  for (let i = 0; i < length; i++) {
    const sent = bitrate?.[i] ?? -1;
    usage[i] = sent >= least ? 1 : sent < 0 ? ofFrames(fps?.[i] ?? null) : sent > half ? sent / half - 1 : 0;
  }
  return usage;
}

/** A received video counts while it is frozen too. */
function byFrames(length: number, fps: Cells, freezes: Cells): readonly number[] {
  const usage = Array<number>(length).fill(0);
  for (let i = 0; i < length; i++) {
    const frames = fps?.[i] ?? null;
    usage[i] = frames === null || frames >= 1 || (freezes?.[i] ?? 0) > 0 ? 1 : ofFrames(frames);
  }
  return usage;
}

function ofFrames(fps: number | null): number {
  return fps === null || fps >= 1 ? 1 : Math.max(0, fps);
}
