import type { ThresholdName } from '../measurements/thresholds';
import type { Deduction } from './deductions';
import type { ScoredTrack } from './scoreTrack';
import type { Numbers } from './windows';

/** The part of a track's weighted squares that is one measure's, window by window. */
interface MeasureParts {
  readonly name: ThresholdName;
  readonly parts: Numbers;
}

/** Returns the parts of all measures of a track, by their points. They add up to the weighted square of each window. */
export function partsByMeasure(track: ScoredTrack): readonly MeasureParts[] {
  const perPoint = squarePerPoint(track);
  return track.deductions.flatMap((deduction): readonly MeasureParts[] => {
    const [first, second] = deduction.names;
    const parts = deductionParts(deduction, perPoint);
    if (second === undefined) {
      return [{ name: first, parts }];
    }
    const ofFirst = parts.map((part, row) => part * deduction.shareOfFirst(row));
    return [
      { name: first, parts: ofFirst },
      { name: second, parts: parts.map((part, row) => part - (ofFirst[row] ?? 0)) },
    ];
  });
}

/** Returns how much of a track's sum of squares is a measure's; 0 if it is not scored by it. */
export function sumOfSquaresOf(track: ScoredTrack, name: ThresholdName): number {
  const deduction = track.deductions.find(({ names: [first] }) => first === name);
  return deduction === undefined
    ? 0
    : deductionParts(deduction, squarePerPoint(track)).reduce((sum, part) => sum + part, 0);
}

function squarePerPoint({ points, weightedSquares }: ScoredTrack): Numbers {
  return weightedSquares.map((square, row) => (square > 0 ? square / (points[row] ?? 1) : 0));
}

function deductionParts({ points }: Deduction, perPoint: Numbers): Numbers {
  return points.map((taken, row) => (taken > 0 ? taken * (perPoint[row] ?? 0) : 0));
}
