import type { TrackSeries } from '../measurements/track';
import { windowLengths } from './sampleInterval';
import type { ThresholdName } from '../measurements/thresholds';

/** A measure in each window; null where it was not measured, as while nothing was sent. */
export type Measured = ReadonlyArray<number | null>;

/**
 * What a client measured, window by window, as columns of equal length. They are columns, and what goes through them goes by index, because
 * the Go host judges hundreds of peers in one query.
 */
export interface Windows {
  /** When each ended, milliseconds since the epoch. */
  readonly times: readonly number[];
  /** How long each was, milliseconds. */
  readonly lengths: readonly number[];
  readonly measures: ReadonlyArray<{ readonly name: ThresholdName; readonly values: Measured }>;
}

/** Of Opus, at whose rate WebRTC counts concealed samples whatever was recorded. Source: 100ms' fake stats, 47,965 samples a second. */
const SAMPLES_PER_SECOND = 48_000;

/** The samples of a track from row `from` up to, not including, `to`, as windows. */
export function windowsOf({ track, times, values }: TrackSeries, rows: { from: number; to: number }): Windows {
  const lengths = windowLengths(times).slice(rows.from, rows.to);
  const within = (cells: Measured | undefined): Measured | undefined => cells?.slice(rows.from, rows.to);
  const { bitrate, fps, freeze_count, concealed_samples } = values;
  const silent = silentRows(lengths.length, within(bitrate), within(fps), within(freeze_count));
  const concealed = within(concealed_samples)?.map((samples, i) => concealedPercent(samples, lengths[i] ?? 0));
  const named: ReadonlyArray<readonly [ThresholdName, Measured | undefined]> = [
    ['packet_loss_percent', within(values.packet_loss_percent)],
    ['rtt_ms', within(values.rtt_ms)],
    ['jitter_ms', within(values.jitter_ms)],
    [track.type === 'screen' ? 'screen_fps' : 'fps', within(fps)],
    ['concealed_percent', concealed],
    ['freeze_count', within(freeze_count)],
  ];
  return {
    times: times.slice(rows.from, rows.to),
    lengths,
    measures: named.flatMap(([name, cells]) =>
      cells === undefined
        ? []
        : [{ name, values: cells.map((cell, i) => (silent[i] === true || isAbsurd(cell) ? null : cell)) }]
    ),
  };
}

/** Beyond these no measure is one, and sums of such numbers would not be numbers. */
const MAX_MEASURE = 1e12;

function isAbsurd(cell: number | null): boolean {
  return cell !== null && Math.abs(cell) > MAX_MEASURE;
}

function concealedPercent(samples: number | null, length: number): number | null {
  return samples === null || length <= 0
    ? null
    : Math.max(0, Math.min(100, (samples / ((SAMPLES_PER_SECOND * length) / 1_000)) * 100));
}

/** In which windows nothing was sent, as far as can be told: a muted track reports zeros, and judging them would make every mute a fault. */
function silentRows(
  count: number,
  bitrate: Measured | undefined,
  fps: Measured | undefined,
  freezes: Measured | undefined
): readonly boolean[] {
  return Array.from({ length: count }, (_, i) => {
    const sent = bitrate?.[i] ?? null;
    const isStill = fps === undefined ? sent === 0 : fps[i] === 0 && (sent ?? 0) === 0;
    return isStill && (freezes?.[i] ?? 0) === 0;
  });
}
