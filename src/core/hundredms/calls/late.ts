import { failure, type Failure } from '../../failure/failure';

/** How far a query came in the time that it asks for. */
export interface Progress {
  /** For how long it may. */
  readonly seconds: number;
  /** How many peers there are; of them how many were read, and how many not answered in time. */
  readonly peers: number;
  readonly read: number;
  readonly late: number;
}

/** What the reader of a table should know of the peers that were not answered in time: a warning or none. */
export function noteLate(progress: Progress): readonly string[] {
  const { late } = progress;
  return late === 0
    ? []
    : [`${readIn(progress)}; ${late} left out. Ask again to go on from there: what was read is kept.`];
}

/** The failure that peers not answered in time are to an alert, which shows no notice; null where all were. */
export function failureOfLate(progress: Progress): Failure | null {
  if (progress.late === 0) {
    return null;
  }
  const advice =
    "The next evaluation goes on from there: what was read is kept. If this stays, raise callsTimeout in the data source settings, with Grafana's evaluation_timeout above it, name rooms or shorten the range.";
  return failure('upstream', 504, `${readIn(progress)}, and numbers of some would pass for those of all.`, advice);
}

function readIn({ seconds, peers, read }: Progress): string {
  return `${read} of ${peers} peers were read within ${Math.round(seconds * 10) / 10} s`;
}
