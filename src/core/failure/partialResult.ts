import { failure, type Failure } from './failure';

/**
 * Returns the failure of a query whose parts failed: the first one if no part succeeded, null if any did. A numeric
 * query also fails if the user requested too much, because an alert would not show the notice about the missing rest.
 */
export function totalFailure(
  format: string,
  failed: ReadonlyArray<{ readonly failure: Failure }>,
  others: number
): Failure | null {
  const failures = failed.map(({ failure }) => failure);
  const userFailure = format === 'numeric' ? failures.find(({ source }) => source === 'user') : undefined;
  return userFailure ?? (others === 0 ? failures[0] : undefined) ?? null;
}

/** How many parts of a query were read, and why others were not. */
export interface PartialResult {
  readonly failures: readonly Failure[];
  /** How many parts did not fail. */
  readonly readCount: number;
  /** Notices about the parts that were read. */
  readonly warnings: readonly string[];
}

/**
 * Returns the failure of a numeric query whose list has entries that cannot be read: an alert shows no notice, and
 * would take them for entries that are fine. Null if there are none.
 */
export function skippedEntries(service: string, count: number, what: string): Failure | null {
  return count === 0
    ? null
    : failure(
        'upstream',
        502,
        `${service} listed entries that are no ${what}: ${count}.`,
        'A number needs the whole list. A table shows what can be read.'
      );
}

/** Whether a list was read well enough. An alert shows no notice about missing parts, so it needs the whole list. */
export function isUsable(
  format: string,
  { failures, readCount }: Pick<PartialResult, 'failures' | 'readCount'>
): boolean {
  return format === 'numeric' ? failures.length === 0 : readCount > 0;
}
