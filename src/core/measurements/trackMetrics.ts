/** How Grafana displays a metric. */
export interface Metric {
  /** A Grafana unit ID. */
  readonly unit: string;
  readonly description: string;
  readonly min?: number;
  readonly max?: number;
}

/** The metrics that a track can report. Source: 100ms "Peer Quality Stats". */
export const METRICS = {
  bitrate: { unit: 'bps', description: 'Bits per second', min: 0 },
  fps: { unit: 'suffix:fps', description: 'Frames per second', min: 0 },
  packet_loss_percent: { unit: 'percent', description: 'Packets lost, of those sent', min: 0, max: 100 },
  rtt_ms: { unit: 'ms', description: 'Round-trip time, mean of the window', min: 0 },
  jitter_ms: { unit: 'ms', description: 'Jitter, mean of the window', min: 0 },
  freeze_count: { unit: 'short', description: 'Freezes within the window', min: 0 },
  concealed_samples: {
    unit: 'short',
    description: 'Audible samples made up for lost ones within the window',
    min: 0,
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = [
  'bitrate',
  'fps',
  'packet_loss_percent',
  'rtt_ms',
  'jitter_ms',
  'freeze_count',
  'concealed_samples',
] as const satisfies readonly MetricName[];

export const SIDES = ['publisher', 'subscriber'] as const;
export type Side = (typeof SIDES)[number];
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
