import { firstRowAt, type TimeRange } from './timeRange';
import { boundariesOf, SAMPLING_TOLERANCE } from '../score/boundaries';
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
interface LayerPoint {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly state: string | null;
}

/**
 * Returns the layers of a track that were sent, from the start of its first window inside a range to the end of its
 * last. The time of a sample is the end of its window. Grafana draws a state from its time on, so a state has the time
 * at which its window began.
 */
export function layerTimeline(layers: readonly Layer[], range: TimeRange): readonly LayerPoint[] {
  const windows = layers.map(layerWindowsOf);
  return boundariesOf(windows, range.from, range.to).map((time) => ({ time, state: stateAt(windows, time) }));
}

interface LayerWindows extends Layer {
  readonly lengths: readonly number[];
}

function layerWindowsOf(layer: Layer): LayerWindows {
  return { ...layer, lengths: windowLengths(layer.times) };
}

/** Returns the layers sent in the windows that contain an instant; a window that ends there does not count. */
function stateAt(layers: readonly LayerWindows[], time: number): string | null {
  const known = layers.flatMap(({ rid, times, lengths, sent }) => {
    const row = firstRowAt(times, time + 1);
    const start = (times[row] ?? Infinity) - (lengths[row] || SAMPLING_TOLERANCE);
    const amount = start <= time ? (sent[row] ?? null) : null;
    return amount === null ? [] : [{ rid, isSent: amount > 0 }];
  });
  if (known.length === 0) {
    return null;
  }
  const rids = known.filter(({ isSent }) => isSent).map(({ rid }) => rid);
  return rids.join('+') || 'none';
}
