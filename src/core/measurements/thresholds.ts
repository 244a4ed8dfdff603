/** Where a measure stops being good and where it begins to be bad. `good` is below `bad` where less is better, and above it where more is. */
export interface Threshold {
  readonly good: number;
  readonly bad: number;
}

/** What is judged. `docs/score.md` gives the source of each band. */
export const THRESHOLD_NAMES = [
  'packet_loss_percent',
  'rtt_ms',
  'jitter_ms',
  'fps',
  'screen_fps',
  'concealed_percent',
  'freeze_count',
] as const;
export type ThresholdName = (typeof THRESHOLD_NAMES)[number];

export type Thresholds = Readonly<Record<ThresholdName, Threshold>>;

export const DEFAULT_THRESHOLDS: Thresholds = {
  packet_loss_percent: { good: 1, bad: 5 },
  rtt_ms: { good: 200, bad: 400 },
  jitter_ms: { good: 10, bad: 30 },
  fps: { good: 20, bad: 7 },
  screen_fps: { good: 5, bad: 2 },
  concealed_percent: { good: 1, bad: 7 },
  freeze_count: { good: 0, bad: 2 },
};

/** The best score there is. */
export const MAX_SCORE = 5;
/** The score at which a measure begins to be bad. */
const SCORE_AT_BAD = 2;

/** What a value scores on its band, 0 to 5: 5 up to good, 2 at bad, and on along the same line. */
export function thresholdScore(value: number, { good, bad }: Threshold): number {
  const score = MAX_SCORE - ((MAX_SCORE - SCORE_AT_BAD) * (value - good)) / (bad - good);
  return Math.max(0, Math.min(MAX_SCORE, score));
}

/** Whether a value is bad, or worse. */
export function isBad(value: number, { good, bad }: Threshold): boolean {
  return bad > good ? value >= bad : value <= bad;
}
