import { formatDuration } from '../failure/text';
import type { MetricName } from '../measurements/trackMetrics';
import type { ThresholdName } from '../measurements/thresholds';

/** How a measure is described, and which metric it comes from. */
interface ScoreMetric {
  readonly metric: MetricName;
  readonly label: string;
  /** The label behind a 1 if that differs. */
  readonly singular?: string;
  readonly unit: string;
  /** It is an estimate, and described with `about`. */
  readonly isEstimate?: true;
}

export const SCORE_METRICS: Readonly<Record<ThresholdName, ScoreMetric>> = {
  packet_loss_percent: { metric: 'packet_loss_percent', label: 'packet loss', unit: ' %' },
  rtt_ms: { metric: 'rtt_ms', label: 'round-trip time', unit: ' ms' },
  jitter_ms: { metric: 'jitter_ms', label: 'jitter', unit: ' ms' },
  fps: { metric: 'fps', label: 'frame rate', unit: ' fps' },
  screen_fps: { metric: 'fps', label: 'frame rate of a screen (not judged)', unit: ' fps' },
  concealed_percent: { metric: 'concealed_samples', label: 'concealed audio', unit: ' %', isEstimate: true },
  freeze_count: { metric: 'freeze_count', label: 'freezes per window', singular: 'freeze per window', unit: '' },
};

/** A measure with its value: `packet loss 8.2 %`. */
export function describeMeasure(name: ThresholdName, value: number): string {
  return `${SCORE_METRICS[name].label}${formatValue(name, value)}`;
}

/** A value with its unit behind a space: ` 8.2 %`, ` about 3 %`. */
function formatValue(name: ThresholdName, value: number): string {
  const { unit, isEstimate } = SCORE_METRICS[name];
  return `${isEstimate ? ' about' : ''} ${toOneDecimal(value)}${unit}`;
}

/** A value alone, for a summary: `8.2 %`. */
export function describeValue(name: ThresholdName, value: number): string {
  return formatValue(name, value).trim();
}

/** A value before its measure: `8.2 % packet loss`. */
export function describeMean(name: ThresholdName, value: number): string {
  const { label, singular = label } = SCORE_METRICS[name];
  const text = describeValue(name, value);
  return `${text} ${text === '1' ? singular : label}`;
}

/** A number with one decimal at most. */
function toOneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Milliseconds as a person would say them, to half a minute: `40 s`, `4½ min`. */
export function roughLengthOf(milliseconds: number): string {
  const halves = Math.round(milliseconds / 30_000);
  return milliseconds < 59_500
    ? formatDuration(milliseconds)
    : `${Math.floor(halves / 2)}${halves % 2 === 1 ? '½' : ''} min`;
}

/** Milliseconds after the call began, as its clock would show them: `3:10`, `1:02:05`. */
export function offsetOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3_600);
  return (hours > 0 ? [hours, ...parts] : parts)
    .map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}
