import type { Side } from '../../measurements/trackMetrics';
import { hash } from '../noise';
import type { DemoPeer } from './peer';

/** A window over which an SDK averages, milliseconds after the call's start. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The instant that stands for a window, whole milliseconds after the call's start. */
export function middleOf({ from, to }: Window): number {
  return Math.floor((from + to) / 2);
}

/** Windows of 100ms' web SDK. Source: `packages/hms-video-store/src/analytics/stats` of 100mslive/web-sdks. */
const LENGTHS: Readonly<Record<Side, number>> = { publisher: 30_000, subscriber: 10_000 };
/** An edge this near is where the window ends, rather than in a sliver behind it. */
const SLIVER = 3_000;

/** A peer's windows in a call, one after another: ended early when one of its own tracks is muted or unmuted, and as its SDK has it. */
export function windowsOf(peer: DemoPeer, side: Side, seed: number): readonly Window[] {
  const [joined, left] = peer.here;
  const edges = [...peer.tracks.flatMap(({ on }) => on.flat()), left]
    .map((second) => second * 1_000)
    .sort((a, b) => a - b);
  const end = left * 1_000;
  const windows: Window[] = [];
  for (let from = joined * 1_000; from < end;) {
    const length = peer.isCutShort ? cutShort(LENGTHS[side], seed, from) : LENGTHS[side];
    const edge = edges.find((candidate) => candidate > from) ?? end;
    const to = from + length > edge - SLIVER ? edge : from + length;
    windows.push({ from, to });
    from = to;
  }
  return windows;
}

/** Half of the windows are whole, the others lose up to half of their length. */
function cutShort(length: number, seed: number, from: number): number {
  const chance = hash(hash(seed, length), from) % 1_000;
  return chance < 500 ? length : length - Math.floor((length * (chance - 500)) / 1_000);
}
