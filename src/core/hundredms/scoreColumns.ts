import { WIDE, type FieldConfig } from '../frames/frame';
import type { TrackIdentity } from '../measurements/track';
import { compareNumbers } from '../measurements/numberRange';
import { MAX_SCORE } from '../score/curves';

/** How Grafana displays a score. `docs/score.md` explains the score. */
export const SCORE: FieldConfig = {
  description: `Peerlens' own score, 0 to ${MAX_SCORE}; not a MOS`,
  min: 0,
  max: MAX_SCORE,
  decimals: 1,
};
export const SCORE_CELL: FieldConfig = { ...SCORE, custom: { minWidth: 65 } };

/** How Grafana displays the name of a peer, so that a sentence beside it has room. */
export const PEER_CELL: FieldConfig = { custom: { minWidth: 135 } };

/** How Grafana displays the reasons for people. */
export const SUMMARY: FieldConfig = {
  description: 'What was bad: the mean of each measure, and when it was worst. Times count from the start of the call',
  custom: WIDE,
};

/** How Grafana displays the reasons with their arithmetic, and the cause. */
export const REASONS: FieldConfig = {
  description: 'Each reason with the points that it takes from 5. Times count from the start of the call',
};
export const CAUSE: FieldConfig = { description: 'Whose fault a score below 4 is' };

/** Compares scores as they are displayed, the worst first and null last. */
export function compareScores(one: number | null, other: number | null): number {
  return compareNumbers(toTenths(one), toTenths(other));
}

function toTenths(score: number | null): number | null {
  return score === null ? null : Math.round(10 * score);
}

/** Compares sides for a table: what a peer sent comes before what it received. */
export function compareSides(one: TrackIdentity, other: TrackIdentity): number {
  return Number(one.side !== 'publisher') - Number(other.side !== 'publisher');
}
