import type { ThresholdName } from '../measurements/thresholds';
import type { Term } from './points';
import type { ScoredTrack } from './scoreTrack';
import type { Numbers } from './windows';

/** The part of a track's badness that is one measure's, window by window. */
export interface MeasureParts {
  readonly name: ThresholdName;
  readonly parts: Numbers;
}

/** Returns the parts of all measures of a track, by their points. They add up to the badness of each window. */
export function partsOf(track: ScoredTrack): readonly MeasureParts[] {
  const perPoint = badnessPerPoint(track);
  return track.terms.flatMap((term): readonly MeasureParts[] => {
    const [first, second] = term.names;
    const parts = termParts(term, perPoint);
    if (second === undefined) {
      return [{ name: first, parts }];
    }
    const ofFirst = parts.map((part, row) => part * term.partOfFirst(row));
    return [
      { name: first, parts: ofFirst },
      { name: second, parts: parts.map((part, row) => part - (ofFirst[row] ?? 0)) },
    ];
  });
}

/** Returns how much of a track's badness is a measure's; 0 if it is not scored by it. */
export function badnessOf(track: ScoredTrack, name: ThresholdName): number {
  const term = track.terms.find(({ names: [first] }) => first === name);
  return term === undefined ? 0 : termParts(term, badnessPerPoint(track)).reduce((sum, part) => sum + part, 0);
}

function badnessPerPoint({ points, badnesses }: ScoredTrack): Numbers {
  return badnesses.map((badness, row) => (badness > 0 ? badness / (points[row] ?? 1) : 0));
}

function termParts({ points }: Term, perPoint: Numbers): Numbers {
  return points.map((taken, row) => (taken > 0 ? taken * (perPoint[row] ?? 0) : 0));
}
