import { THRESHOLD_NAMES, type ThresholdName } from '../measurements/thresholds';
import { boundariesOf, TICK } from './boundaries';
import { unknownColumn, type Windows } from './windows';

/** The most layers of a track that are read: SDKs send three. */
export const MAX_LAYERS = 16;

/** Bits per second of a layer that reports none: the least that is video. */
const DEFAULT_BITRATE = 30_000;

/**
 * Returns the layers of a published track as one track. Its windows are the spans between all boundaries of the layers'
 * windows. A measure is the mean over the layers that have it, weighted by what they sent; the usage is the greatest of
 * all. A span in which no layer has a window has no usage.
 */
export function mergeLayers(all: readonly Windows[]): Windows {
  const [first] = all;
  if (first !== undefined && all.length === 1) {
    return first;
  }
  const windows = all.slice(0, MAX_LAYERS);
  const boundaries = boundariesOf(windows);
  const starts = boundaries.subarray(0, -1);
  const times = boundaries.subarray(1);
  const lengths = times.map((end, i) => end - (starts[i] ?? end));
  const layers = windows.map((layer) => ({ ...layer, rows: rowsAt(layer, starts), weights: weightsOf(layer) }));
  const names = THRESHOLD_NAMES.filter((name) => windows.some(({ measures }) => measures[name] !== undefined));
  return {
    times,
    lengths,
    usage: greatestUsage(layers, times.length),
    bitrate: unknownColumn(times.length),
    measures: Object.fromEntries(names.map((name) => [name, meanOf(name, layers, times.length)])),
  };
}

interface Layer extends Windows {
  /** The row of each span; -1 where the layer has none. */
  readonly rows: Int32Array;
  /** How much each row counts beside other layers. */
  readonly weights: Float64Array;
}

function weightsOf({ bitrate, usage }: Windows): Float64Array {
  return usage.map((use, i) => use * ((bitrate[i] ?? NaN) >= 0 ? (bitrate[i] ?? 0) : DEFAULT_BITRATE));
}

/** Returns the windows that contain some ascending instants; a window that ends at one does not. */
function rowsAt({ times, lengths }: Windows, instants: Float64Array): Int32Array {
  const rows = new Int32Array(instants.length);
  let row = 0;
  for (let i = 0; i < rows.length; i++) {
    const instant = instants[i] ?? NaN;
    while ((times[row] ?? Infinity) <= instant) {
      row++;
    }
    rows[i] = (times[row] ?? Infinity) - (lengths[row] || TICK) <= instant ? row : -1;
  }
  return rows;
}

function greatestUsage(layers: readonly Layer[], length: number): Float64Array {
  const greatest = new Float64Array(length);
  for (const { usage, rows } of layers) {
    for (let i = 0; i < length; i++) {
      greatest[i] = Math.max(greatest[i] ?? 0, usage[rows[i] ?? -1] ?? 0);
    }
  }
  return greatest;
}

function meanOf(name: ThresholdName, layers: readonly Layer[], length: number): Float64Array {
  const [sums, totals] = [new Float64Array(length), new Float64Array(length)];
  for (const { measures, rows, weights } of layers) {
    const values = measures[name];
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
