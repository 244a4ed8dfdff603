import { thresholdScore, MAX_SCORE, type Thresholds } from '../measurements/thresholds';
import { BEST_R, transmissionRating } from './eModel';
import { incidentsOf, type Incident } from './incidents';
import { reasonsOf } from './reasons';
import type { Windows } from './windows';

/** How a track was, by its windows. */
export interface TrackScore {
  /** 0 to 5; null where there is too little to judge. */
  readonly score: number | null;
  /** What the mean lacks and the incidents cost, without a bound: tells which of two that score 0 was worse. */
  readonly lost: number;
  /** Why it is not the best, in sentences without an end; empty where nothing was wrong. */
  readonly reasons: readonly string[];
  readonly incidents: readonly Incident[];
  /** How long the windows were together, milliseconds. */
  readonly covered: number;
}

/** Fewer windows than these are too few to judge by. */
const MIN_WINDOWS = 3;
/** What incidents take from a score at most: what the call was like all the time counts too. */
const MAX_COST = 3;

/**
 * The score of a track: the mean of its windows, each for as long as it was, less what its incidents cost. `start` is when the call began,
 * milliseconds since the epoch: times in reasons count from there.
 */
export function scoreOf(windows: Windows, bands: Thresholds, isSpeech: boolean, start: number): TrackScore {
  const scores = isSpeech ? speechScores(windows, bands) : worstScores(windows, bands);
  const incidents = incidentsOf(windows, bands, isSpeech ? scores : null);
  let [judged, total, judgedLength, covered] = [0, 0, 0, 0];
  scores.forEach((score, i) => {
    const length = windows.lengths[i] ?? 0;
    covered += length;
    if (score !== null) {
      judged++;
      total += score * Math.max(1, length);
      judgedLength += Math.max(1, length);
    }
  });
  if (judged < MIN_WINDOWS) {
    return { score: null, lost: 0, reasons: [], incidents, covered };
  }
  const mean = total / judgedLength;
  const cost = incidents.reduce((sum, incident) => sum + incident.cost, 0);
  const taken = Math.min(mean, MAX_COST, cost);
  const reasons = reasonsOf({ windows, bands, isSpeech, mean, incidents, taken, start });
  return { score: mean - taken, lost: MAX_SCORE - mean + cost, reasons, incidents, covered };
}

/** The score of each window, 0 to 5: that of its worst measure. Null where nothing was measured. */
function worstScores({ times, measures }: Windows, bands: Thresholds): ReadonlyArray<number | null> {
  const scores: Array<number | null> = times.map(() => null);
  for (const { name, values } of measures) {
    const band = bands[name];
    for (let i = 0; i < scores.length; i++) {
      const value = values[i] ?? null;
      const before = scores[i] ?? null;
      if (value !== null) {
        scores[i] = before === null ? thresholdScore(value, band) : Math.min(before, thresholdScore(value, band));
      }
    }
  }
  return scores;
}

/** The same of what a peer said: by the E-model, where round-trip time, jitter and loss were measured. */
function speechScores(windows: Windows, bands: Thresholds): ReadonlyArray<number | null> {
  const [rtt, jitter, loss] = (['rtt_ms', 'jitter_ms', 'packet_loss_percent'] as const).map((wanted) =>
    windows.measures.find(({ name }) => name === wanted)
  );
  return worstScores(windows, bands).map((score, i) => {
    const [rtt_ms, jitter_ms, lost] = [rtt?.values[i], jitter?.values[i], loss?.values[i]];
    return typeof rtt_ms === 'number' && typeof jitter_ms === 'number' && typeof lost === 'number'
      ? Math.min(MAX_SCORE, (MAX_SCORE * transmissionRating(rtt_ms, jitter_ms, lost)) / BEST_R)
      : score;
  });
}
