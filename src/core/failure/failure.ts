/** Whose fault a failure is: who wrote the query or the settings, the service asked, or this plugin. */
export type FailureSource = 'user' | 'upstream' | 'plugin';

/** Why there is no result. */
export interface Failure {
  readonly source: FailureSource;
  /** The HTTP status that fits: the upstream's own, 400 for a wrong query, 502 or 504 where the upstream gave none. */
  readonly status: number;
  /** For the person who reads it: what was asked, what came back, what to do. */
  readonly message: string;
}
