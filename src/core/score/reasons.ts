import { thresholdScore, MAX_SCORE, type ThresholdName, type Thresholds } from '../measurements/thresholds';
import { impairments } from './eModel';
import type { Incident } from './incidents';
import { lengthOf, offsetOf, round, describe } from './metrics';
import type { Windows } from './windows';

/** A mean below this is itself a reason. */
const GOOD_SCORE = 4;
/** How many incidents are told one by one, those that took most; the others are summed up. */
const MAX_REASONS = 3;

/** What a score came from. */
interface Scored {
  readonly windows: Windows;
  readonly bands: Thresholds;
  /** Whether the windows were judged by the E-model. */
  readonly isSpeech: boolean;
  /** The mean of the windows, 0 to 5. */
  readonly mean: number;
  readonly incidents: readonly Incident[];
  /** What the incidents took from the mean, all together. */
  readonly taken: number;
  /** When the call began, milliseconds since the epoch. */
  readonly start: number;
}

/** Why a score is not the best: the mean where that is low, then the incidents by time, each with its share of what they took together. */
export function reasonsOf({ windows, bands, isSpeech, mean, incidents, taken, start }: Scored): readonly string[] {
  const total = incidents.reduce((sum, { cost }) => sum + cost, 0);
  const shareOf = ({ cost }: Incident) => (total === 0 ? 0 : (cost / total) * taken);
  const told = new Set([...incidents].sort((one, other) => other.cost - one.cost).slice(0, MAX_REASONS));
  const others = incidents.filter((incident) => !told.has(incident));
  const rest = others.reduce((sum, incident) => sum + shareOf(incident), 0);
  return [
    ...(mean < GOOD_SCORE ? [whyMean(windows, bands, isSpeech, mean)] : []),
    ...incidents
      .filter((incident) => told.has(incident))
      .map((incident) => `${incidentWords(incident, start)}: ${lossOf(shareOf(incident))}`),
    ...(others.length === 0
      ? []
      : [`${others.length} lesser ${others.length === 1 ? 'incident' : 'incidents'}: ${lossOf(rest)}`]),
  ];
}

/** What happened, for how long and when: `packet loss 8.2 % for 40 s from 3:10 into the call`. */
export function incidentWords({ band, worst, from, to }: Incident, start: number): string {
  return `${describe(band, worst)} for ${lengthOf(to - from)} from ${offsetOf(from - start)} into the call`;
}

function lossOf(share: number): string {
  const shown = round(share);
  return shown === '0' ? 'less than 0.1' : `-${shown}`;
}

/** What of the measures was worst on average: what took most from R where the E-model judged, else what scores least on its band. */
function whyMean({ measures }: Windows, bands: Thresholds, isSpeech: boolean, mean: number): string {
  const means = measures.flatMap(({ name, values }) => {
    const numbers = values.filter((value) => value !== null);
    return numbers.length === 0 ? [] : [{ name, value: numbers.reduce((sum, one) => sum + one, 0) / numbers.length }];
  });
  const taken = isSpeech ? takenFromR(means) : null;
  const [worst] = means
    .map(({ name, value }) => ({
      name,
      value,
      badness: taken?.[name] ?? MAX_SCORE - thresholdScore(value, bands[name]),
    }))
    .sort((one, other) => other.badness - one.badness);
  const what = worst === undefined ? 'nothing' : describe(worst.name, worst.value);
  return `${what} on average: ${round(mean)} of ${MAX_SCORE}`;
}

type Means = ReadonlyArray<{ readonly name: ThresholdName; readonly value: number }>;

/** What each measure takes from R; null where one of the three that the E-model needs was not measured. */
function takenFromR(means: Means): Readonly<Partial<Record<ThresholdName, number>>> | null {
  const of = (wanted: ThresholdName) => means.find(({ name }) => name === wanted)?.value;
  const [rtt_ms, jitter_ms, loss] = [of('rtt_ms'), of('jitter_ms'), of('packet_loss_percent')];
  return rtt_ms === undefined || jitter_ms === undefined || loss === undefined
    ? null
    : impairments(rtt_ms, jitter_ms, loss);
}
