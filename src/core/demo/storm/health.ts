import { hash, noise, rounded, triangle } from '../noise';

/** The middle of a value, how far it strays, and the grade the server gives it. */
type Graded = readonly [middle: number, stray: number, grade: string];

/** What a substream's `healthData` is made of, by the names and in the order of the reference page. */
const NAMES = ['healthScore', 'keyFrameInterval', 'fpsDev', 'avSync', 'streamLag'] as const;
const GRADE_NAMES = {
  healthScore: 'healthGrade',
  keyFrameInterval: 'keyFrameIntervalGrade',
  fpsDev: 'fpsDevGrade',
  avSync: 'avSyncGrade',
  streamLag: 'streamLagGrade',
} as const;

export type Health = Readonly<Record<(typeof NAMES)[number], Graded>>;

export const VERY_GOOD: Health = {
  healthScore: [92, 3, 'Very Good'],
  keyFrameInterval: [2, 0.01, 'Very Good'],
  fpsDev: [0.1, 0.1, 'Very Good'],
  avSync: [0.02, 0.02, 'Very Good'],
  streamLag: [-0.1, 0.2, 'Very Good'],
};

export const GOOD: Health = {
  healthScore: [76, 5, 'Good'],
  keyFrameInterval: [1, 0.02, 'Very Good'],
  fpsDev: [1.4, 0.6, 'Good'],
  avSync: [0.06, 0.03, 'Very Good'],
  streamLag: [0.7, 0.3, 'Good'],
};

/** As the sample of the reference page: everything is well but for audio seconds away from its video. */
export const BAD_SYNC: Health = {
  healthScore: [22, 7, 'Bad'],
  keyFrameInterval: [1, 0.01, 'Very Good'],
  fpsDev: [0, 0, 'Very Good'],
  avSync: [6.2, 0.5, 'Critical'],
  streamLag: [-0.4, 0.1, 'Very Good'],
};

/** The server reports 0 where it has nothing to grade. */
export const NOTHING: Health = {
  healthScore: [0, 0, 'No Data'],
  keyFrameInterval: [0, 0, 'No Data'],
  fpsDev: [0, 0, 'No Data'],
  avSync: [0, 0, 'No Data'],
  streamLag: [0, 0, 'No Data'],
};

/** A slow swing, so that a line on a graph has a shape. */
const SWING = 7 * 60_000;

/** The ten leaves of `healthData` at an instant. */
export function healthData(health: Health, seed: number, now: number): Readonly<Record<string, number | string>> {
  const leaves = NAMES.flatMap((name, i): Array<[string, number | string]> => {
    const [middle, stray, grade] = health[name];
    const strayed = 0.75 * triangle(now + seed * 1_000, SWING) + 0.25 * noise(hash(seed, now / 1_000), i);
    return [
      [name, rounded(middle + stray * strayed, 1_000_000)],
      [GRADE_NAMES[name], grade],
    ];
  });
  return Object.fromEntries(leaves);
}
