import { firstRowAt, type TimeRange } from './timeRange';
import { windowLengths } from '../score/sampleInterval';

/** A simulcast layer's samples, index-aligned: what was sent in the window that ended at each time. */
export interface Layer {
  readonly rid: string;
  /** Milliseconds since the epoch, ascending. */
  readonly times: readonly number[];
  /** How much: more than 0 where the layer was sent, null where a sample does not tell. */
  readonly sent: ReadonlyArray<number | null>;
}

/** What was sent from an instant on, until the next: `h+m+l`, `none`; null where nobody knows. */
export interface LayerPoint {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly state: string | null;
}

/**
 * Milliseconds from one look of a client at its layers to the next: no window is shorter, and what is closer is one instant, since it notes its
 * layers one after another. Source: `packages/hms-video-store/src/utils/constants.ts` of 100mslive/web-sdks.
 */
const TICK = 1_000;

/**
 * Which layers of a track were sent, from the start of its first window inside a range to the end of its last. A sample's time is the end of
 * its window, and a state is drawn from its time on, so that a state has the time at which its window began.
 */
export function layerTimeline(layers: readonly Layer[], range: TimeRange): readonly LayerPoint[] {
  const windowed = layers.map(windowsOf);
  return boundaries(windowed, range).map((time) => ({ time, state: stateAt(windowed, time) }));
}

interface Windowed extends Layer {
  readonly starts: readonly number[];
}

function windowsOf(layer: Layer): Windowed {
  const lengths = windowLengths(layer.times);
  return { ...layer, starts: layer.times.map((end, i) => end - (lengths[i] || TICK)) };
}

/** When windows begin and end inside the range, ascending; of those that are one instant the last. */
function boundaries(layers: readonly Windowed[], { from, to }: TimeRange): readonly number[] {
  const instants = layers.flatMap(({ times, starts }) =>
    times.flatMap((end, i) => {
      const clipped = [Math.max(from, starts[i] ?? end), Math.min(to, end)] as const;
      return clipped[0] < clipped[1] ? clipped : [];
    })
  );
  const sorted = [...new Set(instants)].sort((one, other) => one - other);
  return sorted.filter((instant, i) => (sorted[i + 1] ?? Infinity) - instant >= TICK);
}

/** What was sent in the windows that an instant is in; one that ends there is over. */
function stateAt(layers: readonly Windowed[], time: number): string | null {
  const told = layers.flatMap(({ rid, times, starts, sent }) => {
    const row = firstRowAt(times, time + 1);
    const amount = (starts[row] ?? Infinity) <= time ? (sent[row] ?? null) : null;
    return amount === null ? [] : [{ rid, isSent: amount > 0 }];
  });
  if (told.length === 0) {
    return null;
  }
  const rids = told.filter(({ isSent }) => isSent).map(({ rid }) => rid);
  return rids.join('+') || 'none';
}
