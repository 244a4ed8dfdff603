import { breakAfter, medianStep } from '../hundredms/step';
import type { TrackSeries } from '../hundredms/series';
import type { BandName } from './bands';

/** The measures of one sample: what the client measured in the window that ended at `time`. */
export interface Window {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** How long it was, milliseconds. */
  readonly length: number;
  /** What could be measured; empty where nothing was sent, as while muted. */
  readonly measures: Readonly<Partial<Record<BandName, number>>>;
}

/** Of Opus, at whose rate WebRTC counts concealed samples whatever was recorded. Source: 100ms' fake stats, 47,965 samples a second. */
const SAMPLES_PER_SECOND = 48_000;

/** The samples of a track from row `from` up to, not including, `to`, as windows with their measures. */
export function windowsOf(
  { track, times, values }: TrackSeries,
  rows: { from: number; to: number }
): readonly Window[] {
  const median = medianStep(times) ?? 0;
  const longest = breakAfter(times) ?? 0;
  const windows: Window[] = [];
  for (let row = rows.from; row < rows.to; row++) {
    const time = times[row] ?? 0;
    const step = row === 0 ? median : time - (times[row - 1] ?? time);
    // What came before a gap is not known: the window is taken to be as long as most are.
    const length = step > longest ? median : step;
    windows.push({ time, length, measures: measuresOf(row, length) });
  }
  return windows;

  function measuresOf(row: number, length: number): Window['measures'] {
    const at = (name: keyof typeof values): number | null => values[name]?.[row] ?? null;
    if (isSilent(at('bitrate'), at('fps'), at('freeze_count'), values.fps !== undefined)) {
      return {};
    }
    const concealed = at('concealed_samples');
    const named: ReadonlyArray<readonly [BandName, number | null]> = [
      ['packet_loss_percent', at('packet_loss_percent')],
      ['rtt_ms', at('rtt_ms')],
      ['jitter_ms', at('jitter_ms')],
      [track.type === 'screen' ? 'screen_fps' : 'fps', at('fps')],
      ['freeze_count', at('freeze_count')],
      ['concealed_percent', concealed === null || length <= 0 ? null : concealedPercent(concealed, length)],
    ];
    return Object.fromEntries(named.filter((measure): measure is [BandName, number] => measure[1] !== null));
  }
}

function concealedPercent(samples: number, length: number): number {
  return Math.max(0, Math.min(100, (samples / ((SAMPLES_PER_SECOND * length) / 1_000)) * 100));
}

/** Whether nothing was sent, as far as can be told: a muted track reports zeros, and judging them would make every mute a fault. */
function isSilent(bitrate: number | null, fps: number | null, freezes: number | null, isVideo: boolean): boolean {
  if ((freezes ?? 0) > 0) {
    return false;
  }
  return isVideo ? fps === 0 && (bitrate ?? 0) === 0 : bitrate === 0;
}
