import { firstRowAt, type TimeRange } from './timeRange';
import { windowLengths } from '../score/sampleInterval';

/** A simulcast layer's samples, index-aligned: the amount sent in the window that ended at each time. */
export interface Layer {
  readonly rid: string;
  /** Milliseconds since the epoch, ascending. */
  readonly times: readonly number[];
  /** The amount: more than 0 if the layer was sent, null if unknown. */
  readonly sent: ReadonlyArray<number | null>;
}

/** The layers sent from an instant until the next: `h+m+l`, `none`; null if unknown. */
export interface LayerPoint {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly state: string | null;
}

/**
 * Milliseconds between two samples of a client's layers. No window is shorter, and closer times count as one instant,
 * since the client samples its layers one after another. Source: `packages/hms-video-store/src/utils/constants.ts` of
 * 100mslive/web-sdks.
 */
export const TICK = 1_000;

/**
 * Returns the layers of a track that were sent, from the start of its first window inside a range to the end of its
 * last. The time of a sample is the end of its window. Grafana draws a state from its time on, so a state has the time
 * at which its window began.
 */
export function layerTimeline(layers: readonly Layer[], range: TimeRange): readonly LayerPoint[] {
  const windows = layers.map(windowsOf);
  return boundaries(windows, range).map((time) => ({ time, state: stateAt(windows, time) }));
}

interface LayerWindows extends Layer {
  readonly starts: readonly number[];
}

function windowsOf(layer: Layer): LayerWindows {
  const lengths = windowLengths(layer.times);
  return { ...layer, starts: layer.times.map((end, i) => end - (lengths[i] || TICK)) };
}

/**
 * Returns when windows begin and end inside the range, ascending. Of times that count as one instant it keeps the last.
 */
function boundaries(layers: readonly LayerWindows[], { from, to }: TimeRange): readonly number[] {
  const instants = layers.flatMap(({ times, starts }) =>
    times.flatMap((end, i) => {
      const clipped = [Math.max(from, starts[i] ?? end), Math.min(to, end)] as const;
      return clipped[0] < clipped[1] ? clipped : [];
    })
  );
  const sorted = [...new Set(instants)].sort((one, other) => one - other);
  return sorted.filter((instant, i) => (sorted[i + 1] ?? Infinity) - instant >= TICK);
}

/** Returns the layers sent in the windows that contain an instant; a window that ends there does not count. */
function stateAt(layers: readonly LayerWindows[], time: number): string | null {
  const known = layers.flatMap(({ rid, times, starts, sent }) => {
    const row = firstRowAt(times, time + 1);
    const amount = (starts[row] ?? Infinity) <= time ? (sent[row] ?? null) : null;
    return amount === null ? [] : [{ rid, isSent: amount > 0 }];
  });
  if (known.length === 0) {
    return null;
  }
  const rids = known.filter(({ isSent }) => isSent).map(({ rid }) => rid);
  return rids.join('+') || 'none';
}
