import type { ThresholdName } from '../measurements/thresholds';
import type { TrackSeries } from '../measurements/track';
import { cellsIn, windowLengths, type Rows } from './sampleInterval';
import { activityOf } from './activity';

/**
 * One number a window; NaN where it is unknown. A plain array, because the Go host's engine boxes what it reads of a
 * typed one.
 */
export type Numbers = readonly number[];

/**
 * What a client measured, window by window, as columns of equal length: the Go host scores hundreds of peers at once.
 */
export interface Windows {
  /** When each ended, milliseconds since the epoch. */
  readonly times: Numbers;
  /** How long each was, milliseconds. */
  readonly lengths: Numbers;
  /** How much of each was meant to be sent, 0 to 1. Nothing else of a window with 0 counts. */
  readonly activity: Numbers;
  /** The measures by which the track is scored; NaN also where nothing was meant to be sent. */
  readonly measures: Readonly<Partial<Record<ThresholdName, Numbers>>>;
}

/** The largest value; larger ones are cut, so that sums stay finite. */
export const MAX_VALUE = 1e12;

/** Of Opus, at whose rate WebRTC counts concealed samples. Source: 100ms' fake stats, 47,965 samples a second. */
const SAMPLES_PER_MILLISECOND = 48;

/** Returns rows of a track as windows. */
export function windowsOf({ track, times, values }: TrackSeries, rows: Rows): Windows {
  const within = <T>(cells: readonly T[]): readonly T[] => cellsIn(cells, rows);
  const lengths = within(windowLengths(times));
  const activity = activityOf(
    track,
    {
      bitrate: values.bitrate && within(values.bitrate),
      fps: values.fps && within(values.fps),
      freeze_count: values.freeze_count && within(values.freeze_count),
    },
    lengths
  );
  const read = (cells: Cells | undefined, max = MAX_VALUE) => cells && readColumn(within(cells), activity, max);
  return {
    times: within(times),
    lengths,
    activity,
    measures: {
      packet_loss_percent: read(values.packet_loss_percent, 100),
      rtt_ms: read(values.rtt_ms),
      jitter_ms: read(values.jitter_ms),
      // A still screen has no frame rate to speak of.
      fps: track.type === 'screen' ? undefined : read(values.fps),
      concealed_percent: values.concealed_samples && readConcealed(within(values.concealed_samples), activity, lengths),
      freeze_count: read(values.freeze_count),
    },
  };
}

type Cells = ReadonlyArray<number | null>;

function readColumn(cells: Cells, activity: Numbers, max: number): Numbers {
  return cells.map((cell, i) => (cell === null || activity[i] === 0 ? NaN : cell < 0 ? 0 : cell > max ? max : cell));
}

function readConcealed(samples: Cells, activity: Numbers, lengths: Numbers): Numbers {
  return samples.map((cell, i) => {
    const length = lengths[i] ?? 0;
    return cell === null || activity[i] === 0 || length <= 0 ? NaN : cell <= 0 ? 0 : percentOf(cell, length);
  });
}

function percentOf(samples: number, length: number): number {
  return Math.min(100, samples / (length * (SAMPLES_PER_MILLISECOND / 100)));
}
