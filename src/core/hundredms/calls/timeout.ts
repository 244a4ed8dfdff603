import { failure, type Failure } from '../../failure/failure';

/** How many peers a query read within its time limit. */
interface FetchProgress {
  /** The time limit in seconds. */
  readonly seconds: number;
  /** The number of all peers, of those that were read, and of those without a response in time. */
  readonly peers: number;
  readonly read: number;
  readonly lateCount: number;
}

/** Returns a warning for a table about the peers without a response in time, or none. */
export function timeoutWarnings(progress: FetchProgress): readonly string[] {
  const { lateCount } = progress;
  return lateCount === 0
    ? []
    : [
        `${describeProgress(progress)}; ${lateCount} left out. Run the query again to read the rest; what was read is cached.`,
      ];
}

/**
 * Returns the failure for an alert, which shows no notice, if peers had no response in time; null if every peer had
 * one.
 */
export function timeoutFailure(progress: FetchProgress): Failure | null {
  if (progress.lateCount === 0) {
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
