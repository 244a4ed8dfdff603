import { truncateUnits, MAX_MESSAGE } from './text';

/** Whose fault a failure is: who wrote the query or the settings, the service asked, or this plugin. */
export type FailureSource = 'user' | 'upstream' | 'plugin';

/** Why no answer arrived. */
export type Fault =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'tooLarge'
  | 'unreachable'
  | 'settings'
  /** A request for what is not on the allow list. */
  | 'query'
  /** A login that was refused. */
  | 'login'
  /** A request that may leave only later, at a time that the words say. */
  | 'wait'
  /** A request that was not answered within the time that its query asks for. Nothing is known of its upstream. */
  | 'late'
  /** A fault of the backend's own. */
  | 'broken';

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
  const whatToDo = truncateUnits(advice, MAX_ADVICE);
  const found = truncateUnits(finding, MAX_MESSAGE - 1 - MAX_ADVICE);
  return { source, status, message: `${found} ${whatToDo}`, finding: found };
}

const MAX_ADVICE = 400;

/** The same failure with better advice, from more that is known. */
export function withAdvice({ source, status, message, finding = message }: Failure, advice: string): Failure {
  return failure(source, status, finding, advice);
}
