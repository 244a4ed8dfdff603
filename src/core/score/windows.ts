import type { ThresholdName } from '../measurements/thresholds';
import type { TrackSeries } from '../measurements/track';
import { windowLengths, type Rows } from './sampleInterval';
import { usageOf } from './usage';

/** What a client measured, window by window, as columns of equal length: the Go host scores hundreds of peers at once. */
export interface Windows {
  /** When each ended, milliseconds since the epoch. */
  readonly times: ArrayLike<number>;
  /** How long each was, milliseconds. */
  readonly lengths: Float64Array;
  /** How much of each was meant to be sent, 0 to 1. Nothing else of a window with 0 counts. */
  readonly usage: Float64Array;
  /** Bits per second; NaN where unknown. */
  readonly bitrate: Float64Array;
  /** The measures by which the track is scored; NaN where nothing was measured or meant to be sent. */
  readonly measures: Readonly<Partial<Record<ThresholdName, Float64Array>>>;
}

/** Values are held at this, so that sums of them are numbers. */
export const MAX_VALUE = 1e12;

/** Of Opus, at whose rate WebRTC counts concealed samples. Source: 100ms' fake stats, 47,965 samples a second. */
const SAMPLES_PER_MILLISECOND = 48;

/** Returns rows of a track as windows. */
export function windowsOf({ track, times, values }: TrackSeries, rows: Rows): Windows {
  const lengths = windowLengths(times, rows);
  const read = (cells: Cells | undefined, max = MAX_VALUE, below = 0) =>
    cells === undefined ? undefined : readColumn(cells, rows, max, below);
  const bitrate = read(values.bitrate, MAX_VALUE, NaN);
  const fps = read(values.fps);
  const freeze_count = read(values.freeze_count);
  const unknown = unknownColumn(lengths.length);
  const usage = usageOf(track, {
    bitrate: bitrate ?? unknown,
    fps: fps ?? unknown,
    freezes: freeze_count ?? unknown,
  });
  const concealed = read(values.concealed_samples);
  const measures = {
    packet_loss_percent: read(values.packet_loss_percent, 100),
    rtt_ms: read(values.rtt_ms),
    jitter_ms: read(values.jitter_ms),
    // A still screen has no frame rate to speak of.
    fps: track.type === 'screen' ? undefined : fps,
    concealed_percent: concealed === undefined ? undefined : concealedPercent(concealed, lengths),
    freeze_count,
  };
  if (usage.includes(0)) {
    for (const column of Object.values(measures)) {
      leaveOutUnused(column, usage);
    }
  }
  const isWhole = rows.from === 0 && rows.to === times.length;
  return {
    times: isWhole ? times : times.slice(rows.from, rows.to),
    lengths,
    usage,
    bitrate: bitrate ?? unknown,
    measures,
  };
}

export function unknownColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}

type Cells = ReadonlyArray<number | null>;

/** Copies rows of a column. A value below 0 becomes `below`. */
function readColumn(cells: Cells, { from, to }: Rows, max: number, below: number): Float64Array {
  const column = new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    const cell = cells[i] ?? null;
    column[i - from] = cell === null ? NaN : cell < 0 ? below : cell > max ? max : cell;
  }
  return column;
}

function concealedPercent(samples: Float64Array, lengths: Float64Array): Float64Array {
  const percents = new Float64Array(samples.length);
  for (let i = 0; i < percents.length; i++) {
    const all = (lengths[i] ?? 0) * SAMPLES_PER_MILLISECOND;
    percents[i] = all > 0 ? Math.min(100, ((samples[i] ?? NaN) / all) * 100) : NaN;
  }
  return percents;
}

function leaveOutUnused(column: Float64Array | undefined, usage: Float64Array): void {
  for (let i = 0; i < (column?.length ?? 0); i++) {
    if (column !== undefined && usage[i] === 0) {
      column[i] = NaN;
    }
  }
}
