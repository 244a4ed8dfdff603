import type { TrackIdentity } from '../measurements/track';

/**
 * Bits per second. Below half of this the track counts as muted or paused: comfort noise, black frames, a still screen.
 */
const MIN_SPEECH_BITRATE = 6_000;
const MIN_VIDEO_BITRATE = 30_000;

type Cells = ReadonlyArray<number | null> | undefined;

/**
 * Returns how much of each window was meant to be sent, 0 to 1. Muted or paused tracks report zeros, and judging them
 * would make every mute a fault.
 */
export function activityOf(
  { side, kind }: TrackIdentity,
  { bitrate, fps, freeze_count }: { readonly bitrate: Cells; readonly fps: Cells; readonly freeze_count: Cells },
  lengths: readonly number[]
): readonly number[] {
  if (kind === 'audio') {
    return byBitrate(MIN_SPEECH_BITRATE, bitrate, undefined) ?? allActive(lengths);
  }
  return (
    (side === 'publisher' ? byBitrate(MIN_VIDEO_BITRATE, bitrate, fps) : byFrames(fps, freeze_count)) ??
    allActive(lengths)
  );
}

function allActive(lengths: readonly number[]): readonly number[] {
  return lengths.map(() => 1);
}

/** Everything from the least bitrate on, nothing below half of it. Frames count where the bitrate is unknown. */
function byBitrate(least: number, bitrate: Cells, fps: Cells): readonly number[] | undefined {
  const half = least / 2;
  return bitrate === undefined
    ? fps?.map(ofFrames)
    : bitrate.map((cell, i) => {
        const sent = cell ?? -1;
        return sent >= least ? 1 : sent < 0 ? ofFrames(fps?.[i] ?? null) : sent > half ? sent / half - 1 : 0;
      });
}

/** A received video counts while it is frozen too. */
function byFrames(fps: Cells, freezes: Cells): readonly number[] | undefined {
  return fps?.map((frames, i) => (frames === null || frames >= 1 || (freezes?.[i] ?? 0) > 0 ? 1 : ofFrames(frames)));
}

function ofFrames(fps: number | null): number {
  return fps === null || fps >= 1 ? 1 : Math.max(0, fps);
}
