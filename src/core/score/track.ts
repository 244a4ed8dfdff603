import { AT_BAD, BAND_NAMES, bandScore, BEST, type BandName, type Bands } from './bands';
import { BEST_R, transmissionRating } from './eModel';
import { incidentsOf, type Incident } from './incidents';
import { lengthOf, offsetOf, rounded, told } from './measures';
import type { Window } from './windows';

/** How a track was, by its windows. */
export interface TrackScore {
  /** 0 to 5; null where there is too little to judge. */
  readonly score: number | null;
  /** Why it is not the best, in sentences without an end; empty where nothing was wrong. */
  readonly reasons: readonly string[];
  readonly incidents: readonly Incident[];
  /** How long the windows were together, milliseconds. */
  readonly covered: number;
}

/** Fewer windows than these are too few to judge by. */
const FEWEST = 3;
/** What incidents take from a score at most: what the call was like all the time counts too. */
const MOST_COST = 3;
/** A mean below this is itself a reason. */
const WELL = 4;

/**
 * The score of a track: the mean of its windows, each for as long as it was, less what its incidents cost. `start` is when the call began,
 * milliseconds since the epoch: times in reasons count from there.
 */
export function scoreOf(windows: readonly Window[], bands: Bands, isSpeech: boolean, start: number): TrackScore {
  const incidents = incidentsOf(windows, bands);
  const covered = windows.reduce((sum, { length }) => sum + length, 0);
  const judged = windows.flatMap((window) => {
    const score = windowScore(window.measures, bands, isSpeech);
    return score === null ? [] : [{ score, length: Math.max(1, window.length) }];
  });
  if (judged.length < FEWEST) {
    return { score: null, reasons: [], incidents, covered };
  }
  const length = judged.reduce((sum, window) => sum + window.length, 0);
  const mean = judged.reduce((sum, window) => sum + window.score * window.length, 0) / length;
  const cost = incidents.reduce((sum, incident) => sum + incident.cost, 0);
  const reasons = [
    ...(mean < WELL ? [whyMean(windows, bands, mean)] : []),
    ...incidents.map((incident) => `${incidentWords(incident, start)}: -${rounded(incident.cost)}`),
    ...(cost > MOST_COST ? [`incidents take ${MOST_COST} at most`] : []),
  ];
  return { score: Math.max(0, mean - Math.min(MOST_COST, cost)), reasons, incidents, covered };
}

/** What happened, for how long and when: `packet loss 8.2 % for 40 s from 3:10 into the call`. */
export function incidentWords({ band, worst, from, to }: Incident, start: number): string {
  return `${told(band, worst)} for ${lengthOf(to - from)} from ${offsetOf(from - start)} into the call`;
}

/**
 * The score of one window, 0 to 5; null where nothing was measured. What a peer said (published audio with round-trip time, jitter and loss) is
 * judged by the E-model, all else by its worst measure.
 */
export function windowScore(measures: Window['measures'], bands: Bands, isSpeech: boolean): number | null {
  const { rtt_ms, jitter_ms, packet_loss_percent } = measures;
  if (isSpeech && rtt_ms !== undefined && jitter_ms !== undefined && packet_loss_percent !== undefined) {
    return Math.min(BEST, (BEST * transmissionRating(rtt_ms, jitter_ms, packet_loss_percent)) / BEST_R);
  }
  const scores = BAND_NAMES.flatMap((name) => {
    const value = measures[name];
    return value === undefined ? [] : [bandScore(value, bands[name])];
  });
  return scores.length === 0 ? null : Math.min(...scores);
}

/** What of the measures was worst on average. */
function whyMean(windows: readonly Window[], bands: Bands, mean: number): string {
  const means = BAND_NAMES.flatMap((name): ReadonlyArray<{ name: BandName; value: number; score: number }> => {
    const values = windows.flatMap(({ measures }) => measures[name] ?? []);
    const value = values.reduce((sum, each) => sum + each, 0) / values.length;
    return values.length === 0 ? [] : [{ name, value, score: bandScore(value, bands[name]) }];
  }).sort((one, other) => one.score - other.score);
  const [worst] = means;
  const level = mean < AT_BAD ? 'bad' : 'middling';
  return worst === undefined
    ? `${level} throughout`
    : `${told(worst.name, worst.value)} on average: ${rounded(mean)} of ${BEST}`;
}
