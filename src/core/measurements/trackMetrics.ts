import { textMapping, type FieldConfig } from '../frames/frame';
import { readableName } from '../frames/readableName';
import type { NumberRange } from './numberRange';

export interface Metric {
  readonly config: Pick<FieldConfig, 'unit' | 'description' | 'min' | 'max'>;
  /** The values that are physically possible. */
  readonly range: NumberRange;
}

/** Returns a metric of 0 and more; `max` is the most that is physically possible. */
function metric(unit: string, max: number, description: string): Metric {
  return { range: { min: 0, max }, config: { unit, description, min: 0 } };
}

/** The metrics that a track can report. Source: 100ms "Peer Quality Stats". */
export const METRICS = {
  bitrate: metric('bps', 1e10, 'Bits per second'),
  // The fastest cameras and screens have 240.
  fps: metric('suffix:fps', 1_000, 'Frames per second'),
  packet_loss_percent: {
    range: { min: 0, max: 100 },
    config: { unit: 'percent', description: 'Packets lost, of those sent', min: 0, max: 100 },
  },
  // A peer that is silent for 30 s is disconnected. Source: RFC 7675.
  rtt_ms: metric('ms', 60_000, 'Round-trip time, mean of the window'),
  jitter_ms: metric('ms', 60_000, 'Jitter, mean of the window'),
  // A freeze takes at least 150 ms, and a call at most 12 hours. Source: W3C "WebRTC Statistics", freezeCount.
  freeze_count: metric('short', 288_000, 'Freezes within the window'),
  // Opus has 48,000 a second, and a call takes at most 12 hours.
  concealed_samples: metric('short', 2_073_600_000, 'Audible samples made up for lost ones within the window'),
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** Whether less of a metric is worse; of all others more is. */
export function isLessWorse(metric: MetricName): boolean {
  return metric === 'bitrate' || metric === 'fps';
}

/** Returns the worst of some values of a metric; null without values. */
export function worstNumber(metric: MetricName, numbers: readonly number[]): number | null {
  const worse = isLessWorse(metric) ? Math.min : Math.max;
  return numbers.length === 0 ? null : numbers.reduce((worst, number) => worse(worst, number));
}

export const SIDES = ['publisher', 'subscriber'] as const;
export type Side = (typeof SIDES)[number];

/** How Grafana displays a cell with the name of a metric or a side. */
export const METRIC_CELL = readableCell(METRIC_NAMES);
export const SIDE_CELL = readableCell(SIDES);

function readableCell(names: readonly string[]): FieldConfig {
  return { mappings: textMapping(Object.fromEntries(names.map((name) => [name, readableName(name)]))) };
}

export const KINDS = ['video', 'audio'] as const;
export type Kind = (typeof KINDS)[number];

/** The arrays of a `time_series` beside `timestamps`, in the order of the reference. */
export const METRICS_OF = {
  publisher: {
    video: ['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'],
    audio: ['bitrate', 'packet_loss_percent', 'rtt_ms', 'jitter_ms'],
  },
  subscriber: {
    video: ['bitrate', 'fps', 'freeze_count'],
    audio: ['bitrate', 'concealed_samples', 'packet_loss_percent'],
  },
} as const satisfies Record<Side, Record<Kind, readonly MetricName[]>>;

/** Returns the metrics that at least one of the sides and kinds has; an empty list of either means all. */
export function metricsOf(sides: readonly string[], kinds: readonly string[]): readonly MetricName[] {
  const available = new Set<MetricName>(
    SIDES.filter((side) => sides.length === 0 || sides.includes(side)).flatMap((side) =>
      KINDS.filter((kind) => kinds.length === 0 || kinds.includes(kind)).flatMap((kind) => [...METRICS_OF[side][kind]])
    )
  );
  return METRIC_NAMES.filter((name) => available.has(name));
}
