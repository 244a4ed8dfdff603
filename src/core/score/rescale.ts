import type { Threshold } from '../measurements/thresholds';
import { MAX_VALUE, type Numbers } from './windows';

/**
 * Moves values so that the thresholds of the settings score what the default ones do: along straight lines through 0
 * and both thresholds, and on along the last. So the curves stay as they are.
 */
export function rescale(values: Numbers, set: Threshold, usual: Threshold): Numbers {
  if (set.good === usual.good && set.bad === usual.bad) {
    return values;
  }
  const isMoreBad = usual.bad > usual.good;
  const [near, far] = isMoreBad ? [set.good, set.bad] : [set.bad, set.good];
  const [usualNear, usualFar] = isMoreBad ? [usual.good, usual.bad] : [usual.bad, usual.good];
  return values.map((value) =>
    value <= near
      ? near === 0
        ? 0
        : (value / near) * usualNear
      : Math.min(MAX_VALUE, usualNear + ((value - near) / (far - near)) * (usualFar - usualNear))
  );
}
