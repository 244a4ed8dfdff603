/**
 * What a measure takes from the best score, and the score of a window from what all its measures take. Only arithmetic
 * and square roots, which every engine rounds alike. Each division puts the largest number below the line, so that no
 * finite value becomes NaN.
 */

/** The best score. */
export const MAX_SCORE = 5;

/** Returns points that grow evenly at first; half of all are gone at `half`. */
export function linear(value: number, half: number): number {
  return value > 0 ? MAX_SCORE / (1 + half / value) : 0;
}

/** Returns points that grow with the square of a value at first; half of all are gone at `half`. */
export function square(value: number, half: number): number {
  if (!(value > 0)) {
    return 0;
  }
  const ratio = half / value;
  return MAX_SCORE / (1 + ratio * ratio);
}

/** The frame rate at which a camera loses no points. */
const FULL_FPS = 30;

/** Returns the points for the frames that a camera lacks. */
export function frameRatePoints(fps: number): number {
  if (fps >= FULL_FPS) {
    return 0;
  }
  const missing = 1 - fps / FULL_FPS;
  return MAX_SCORE * missing * missing;
}

/** How far the score bends away from a straight line where nothing is left of it. */
const BEND = 0.25;
const PER_POINT = MAX_SCORE / (MAX_SCORE + Math.sqrt(MAX_SCORE * MAX_SCORE + BEND));

/**
 * Returns the deficit of a window, which is how far it is below the best score, when its measures take so many points
 * together: 0 at 0 points, nearly as many at first, and always less than all.
 */
export function deficitAt(points: number): number {
  const left = MAX_SCORE - points;
  const deficit = MAX_SCORE - PER_POINT * (left + Math.sqrt(left * left + BEND));
  return points > 0 && deficit > 0 ? deficit : 0;
}
