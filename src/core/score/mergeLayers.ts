import { THRESHOLD_NAMES, type ThresholdName } from '../measurements/thresholds';
import { boundariesOf, SAMPLING_TOLERANCE } from './boundaries';
import { MAX_VALUE, type Numbers, type Windows } from './windows';

/** The most layers of a track that are read: SDKs send three. */
export const MAX_LAYERS = 16;

/** Bits per second of a layer that reports none: the least that is video. */
const DEFAULT_BITRATE = 30_000;

/** A layer with what it sent, bits per second; null where that is unknown. */
export interface Layer {
  readonly windows: Windows;
  readonly bitrate: ReadonlyArray<number | null>;
}

/**
 * Returns the layers of a published track as one track. Its windows are the spans between all boundaries of the layers'
 * windows. A measure is the mean over the layers that have it, weighted by what they sent; the activity is the greatest
 * of all. A span in which no layer has a window has no activity.
 */
export function mergeLayers(all: readonly Layer[]): Windows {
  const layers = all.slice(0, MAX_LAYERS);
  const boundaries = boundariesOf(layers.map(({ windows }) => windows));
  const [starts, times] = [boundaries.slice(0, -1), boundaries.slice(1)];
  const placed = layers.map((layer) => ({ ...layer, rows: rowsAt(layer.windows, starts), weights: weightsOf(layer) }));
  const names = THRESHOLD_NAMES.filter((name) => layers.some(({ windows }) => windows.measures[name] !== undefined));
  return {
    times,
    lengths: times.map((end, i) => end - (starts[i] ?? end)),
    activity: greatestActivity(placed, times.length),
    measures: Object.fromEntries(names.map((name) => [name, meanOf(name, placed, times.length)])),
  };
}

interface PlacedLayer extends Layer {
  /** The row of each span; -1 where the layer has none. */
  readonly rows: Numbers;
  /** How much each row counts beside other layers. */
  readonly weights: Numbers;
}

function weightsOf({ windows, bitrate }: Layer): Numbers {
  return windows.activity.map((active, i) => {
    const sent = bitrate[i] ?? -1;
    return active * (sent < 0 ? DEFAULT_BITRATE : Math.min(MAX_VALUE, sent));
  });
}

/** Returns the windows that contain some ascending instants; a window that ends at one does not. */
function rowsAt({ times, lengths }: Windows, instants: Numbers): Numbers {
  let row = 0;
  return instants.map((instant) => {
    while ((times[row] ?? Infinity) <= instant) {
      row++;
    }
    return (times[row] ?? Infinity) - (lengths[row] || SAMPLING_TOLERANCE) <= instant ? row : -1;
  });
}

function greatestActivity(layers: readonly PlacedLayer[], length: number): Numbers {
  const greatest = Array<number>(length).fill(0);
  for (const { windows, rows } of layers) {
    for (let i = 0; i < length; i++) {
      greatest[i] = Math.max(greatest[i] ?? 0, windows.activity[rows[i] ?? -1] ?? 0);
    }
  }
  return greatest;
}

function meanOf(name: ThresholdName, layers: readonly PlacedLayer[], length: number): Numbers {
  const [sums, totals] = [Array<number>(length).fill(0), Array<number>(length).fill(0)];
  for (const { windows, rows, weights } of layers) {
    const values = windows.measures[name];
    for (let i = 0; i < length && values !== undefined; i++) {
      const row = rows[i] ?? -1;
      const value = values[row] ?? NaN;
      const weight = weights[row] ?? 0;
      if (value >= 0 && weight > 0) {
        sums[i] = (sums[i] ?? 0) + value * weight;
        totals[i] = (totals[i] ?? 0) + weight;
      }
    }
  }
  return sums.map((sum, i) => ((totals[i] ?? 0) > 0 ? sum / (totals[i] ?? 1) : NaN));
}
