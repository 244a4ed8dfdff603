/**
 * The values at which a metric stops being good and starts being bad. If less is better, `good` is below `bad`, else
 * above.
 */
export interface Threshold {
  readonly good: number;
  readonly bad: number;
}

/** The metrics that have thresholds. `docs/score.md` gives the source of each. Nothing is judged by `screen_fps`. */
export const DEFAULT_THRESHOLDS = {
  packet_loss_percent: { good: 1, bad: 5 },
  rtt_ms: { good: 200, bad: 400 },
  jitter_ms: { good: 10, bad: 30 },
  fps: { good: 20, bad: 7 },
  screen_fps: { good: 5, bad: 2 },
  concealed_percent: { good: 1, bad: 7 },
  freeze_count: { good: 0, bad: 2 },
} as const satisfies Record<string, Threshold>;

export type ThresholdName = keyof typeof DEFAULT_THRESHOLDS;
export const THRESHOLD_NAMES = Object.keys(DEFAULT_THRESHOLDS) as readonly ThresholdName[];

export type Thresholds = Readonly<Record<ThresholdName, Threshold>>;

/** Whether a value is at the bad threshold or worse. NaN is not. */
export function isBad(value: number, { good, bad }: Threshold): boolean {
  return bad > good ? value >= bad : value <= bad;
}
