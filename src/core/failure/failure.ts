import { truncateUnits, MAX_MESSAGE } from './text';

/** Who caused a failure: the author of the query or settings, the upstream, or this plugin. */
export type FailureSource = 'user' | 'upstream' | 'plugin';

/** Why there is no response. */
export type Fault =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'tooLarge'
  | 'unreachable'
  | 'settings'
  /** The request is not on the allow list. */
  | 'query'
  /** The login was rejected. */
  | 'loginRejected'
  /** A login must wait; the detail text says until when. */
  | 'loginLimited'
  /** The settings were saved anew while the query ran. */
  | 'settingsChanged'
  /** The request had no response within the time limit of its query. This says nothing about the upstream. */
  | 'queryTimeout'
  /** The backend itself failed. */
  | 'internal';

/** Why there is no result. */
export interface Failure {
  readonly source: FailureSource;
  /** The matching HTTP status: the upstream's own, 400 for a wrong query, 502 or 504 if the upstream sent none. */
  readonly status: number;
  /** For the reader: what was requested, what came back, what to do. */
  readonly message: string;
  /** The message without the advice, for a request to an upstream. */
  readonly finding?: string;
  /** What was requested and what came back, where the message of Save & test is about the settings. */
  readonly details?: string;
  /** The name of the setting that Save & test blames; absent if none. */
  readonly setting?: string;
  /** Why there was no response, for a request to an upstream. */
  readonly fault?: Fault;
}

/**
 * Returns a failure whose message is a finding (what was requested and what came back) followed by advice. A finding
 * that is too long is cut; the advice is kept.
 */
export function failure(source: FailureSource, status: number, finding: string, advice: string): Failure {
  const cutAdvice = truncateUnits(advice, MAX_ADVICE);
  const cutFinding = truncateUnits(finding, MAX_MESSAGE - 1 - MAX_ADVICE);
  return { source, status, message: `${cutFinding} ${cutAdvice}`, finding: cutFinding };
}

const MAX_ADVICE = 400;

/** Returns the advice of a failure that has one. */
export function adviceOf({ message, finding = message }: Failure): string {
  return message.slice(finding.length).trim();
}

/** Returns the same failure with better advice, from what is known later. */
export function withAdvice({ source, status, message, finding = message }: Failure, advice: string): Failure {
  return failure(source, status, finding, advice);
}
