import type { Failure } from './failure';

/**
 * What a query fails with whose parts failed: the first failure where nothing is left, null where something is. A numeric query fails too
 * where the user asked for too much: an alert would show no notice of what was left out.
 */
export function totalFailure(
  format: string,
  failed: ReadonlyArray<{ readonly failure: Failure }>,
  others: number
): Failure | null {
  const failures = failed.map(({ failure }) => failure);
  const tooMuch = format === 'numeric' ? failures.find(({ source }) => source === 'user') : undefined;
  return tooMuch ?? (others === 0 ? failures[0] : undefined) ?? null;
}

/** What was read of a query's parts, and what was not. */
export interface PartialResult {
  readonly failures: readonly Failure[];
  /** How many parts did not fail. */
  readonly read: number;
  /** What a reader should know of the parts that were read. */
  readonly warnings: readonly string[];
}

/** Whether what was read of a list will do: an alert shows no notice of what may be missing, so that it is of the whole list or of nothing. */
export function isUsable(format: string, { failures, read }: PartialResult): boolean {
  return format === 'numeric' ? failures.length === 0 : read > 0;
}
