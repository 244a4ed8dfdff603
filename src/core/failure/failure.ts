import type { Fault } from '../protocol';
import { boundedUnits, LONGEST_MESSAGE } from './words';

/** Whose fault a failure is: who wrote the query or the settings, the service asked, or this plugin. */
export type FailureSource = 'user' | 'upstream' | 'plugin';

/** Why there is no result. */
export interface Failure {
  readonly source: FailureSource;
  /** The HTTP status that fits: the upstream's own, 400 for a wrong query, 502 or 504 where the upstream gave none. */
  readonly status: number;
  /** For the person who reads it: what was asked, what came back, what to do. */
  readonly message: string;
  /** The message without what to do, where an upstream was asked. */
  readonly finding?: string;
  /** Why nothing came back, where an upstream was asked and nothing did. */
  readonly fault?: Fault;
}

/** A failure of an upstream: what was asked and what came back, then what to do. Of a finding that is too long the end is left out, not the advice. */
export function failure(source: FailureSource, status: number, finding: string, advice: string): Failure {
  const whatToDo = boundedUnits(advice, LONGEST_ADVICE);
  const found = boundedUnits(finding, LONGEST_MESSAGE - 1 - LONGEST_ADVICE);
  return { source, status, message: `${found} ${whatToDo}`, finding: found };
}

const LONGEST_ADVICE = 400;

/** The same failure with better advice, from more that is known. */
export function advised({ source, status, message, finding = message }: Failure, advice: string): Failure {
  return failure(source, status, finding, advice);
}
