import { failure, type Failure } from '../../failure/failure';

/** How far a query came in the time that it asks for. */
export interface FetchProgress {
  /** For how long it may. */
  readonly seconds: number;
  /** How many peers there are; of them how many were read, and how many not answered in time. */
  readonly peers: number;
  readonly read: number;
  readonly late: number;
}

/** What the reader of a table should know of the peers that were not answered in time: a warning or none. */
export function addTimeoutNotice(progress: FetchProgress): readonly string[] {
  const { late } = progress;
  return late === 0
    ? []
    : [`${describeProgress(progress)}; ${late} left out. Ask again to go on from there: what was read is kept.`];
}

/** The failure that peers not answered in time are to an alert, which shows no notice; null where all were. */
export function timeoutFailure(progress: FetchProgress): Failure | null {
  if (progress.late === 0) {
    return null;
  }
  const advice =
    "The next evaluation continues from there. If this keeps happening, raise callsTimeout in the data source settings, with Grafana's evaluation_timeout above it, name rooms or shorten the range.";
  return failure(
    'upstream',
    504,
    `${describeProgress(progress)}. No partial result is returned, because an alert would treat it as complete.`,
    advice
  );
}

function describeProgress({ seconds, peers, read }: FetchProgress): string {
  return `${read} of ${peers} peers were read within ${Math.round(seconds * 10) / 10} s`;
}
