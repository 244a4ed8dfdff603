// Scores of windows in which one measure has a value and all others are good.
import { DEFAULT_THRESHOLDS, type ThresholdName } from '../../src/core/measurements/thresholds';
import { scoreTrack } from '../../src/core/score/scoreTrack';
import type { TrackGroup } from '../../src/core/score/trackGroup';

/** A measure of a kind of track. */
export interface Curve {
  readonly group: TrackGroup;
  readonly name: ThresholdName;
}

/** Returns the score of a track whose windows, of 10 s, all have these values. */
export function scoreOf(group: TrackGroup, values: Readonly<Partial<Record<ThresholdName, number>>>): number {
  const windows = [1, 2, 3];
  const measures = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, windows.map(() => value)]));
  const { score } = scoreTrack(
    group,
    {
      times: windows.map((i) => i * 10_000),
      lengths: windows.map(() => 10_000),
      activity: windows.map(() => 1),
      measures,
    },
    DEFAULT_THRESHOLDS
  );
  if (score === null) {
    throw new Error(`${group} has no score by ${Object.keys(values).join(', ')}`);
  }
  return score;
}

export function scoreAt({ group, name }: Curve, value: number): number {
  return scoreOf(group, { [name]: value });
}

/** Returns the value at which a curve has a score; null if it has it at no value. */
export function valueAt(curve: Curve, score: number): number | null {
  const isRising = scoreAt(curve, 30) > scoreAt(curve, 0);
  let [good, bad] = isRising ? [30, 0] : [0, 100_000];
  if (scoreAt(curve, bad) > score) {
    return null;
  }
  for (let i = 0; i < 100; i++) {
    const middle = (good + bad) / 2;
    [good, bad] = scoreAt(curve, middle) > score ? [middle, bad] : [good, middle];
  }
  return bad;
}
