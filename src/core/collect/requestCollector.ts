import type { Outcome, Projection, UpstreamRequest } from '../protocol';

/** A decoded response. `Documents` maps each projection to its type. Plain JSON, so that a host may cache it. */
interface DecodedDocument<Documents, P extends keyof Documents> {
  readonly ok: true;
  readonly projection: P;
  readonly value: Documents[P];
}

/** The outcome of a request: the decoded response, or a failure. */
export type DecodedOutcome<Documents, P extends keyof Documents = keyof Documents> =
  DecodedDocument<Documents, P> | Extract<Outcome<never>, { ok: false }>;

/** Whether an outcome is a response that was decoded to a projection. */
export function isKind<Documents, P extends keyof Documents>(
  outcome: DecodedOutcome<Documents>,
  projection: P
): outcome is DecodedDocument<Documents, P> {
  return outcome.ok && outcome.projection === projection;
}

/** The results of a query's requests so far, by request key. */
export type ResultsOf<Documents> = Readonly<Record<string, DecodedOutcome<Documents>>>;

/** Returns the results of requests, and records the requests that have none yet. */
export interface Requests<Documents> {
  /** Returns the result of a request; undefined until there is one. */
  outcome<P extends keyof Documents & Projection>(request: UpstreamRequest<P>): Outcome<Documents[P]> | undefined;
}

/**
 * Collects the requests that a query still needs. A query reads every result through it; a request without a result
 * becomes pending. So the function that reads a query's results also plans its requests.
 */
export class RequestCollector<Documents> implements Requests<Documents> {
  /** The requests without a result, each once. */
  readonly pending: UpstreamRequest[] = [];
  private readonly keys = new Set<string>();

  constructor(private readonly results: ResultsOf<Documents>) {}

  outcome<P extends keyof Documents & Projection>(request: UpstreamRequest<P>): Outcome<Documents[P]> | undefined {
    const outcome = this.results[request.key];
    if (outcome === undefined) {
      if (!this.keys.has(request.key)) {
        this.keys.add(request.key);
        this.pending.push(request);
      }
      return undefined;
    }
    return !outcome.ok || isKind(outcome, request.projection) ? outcome : undefined;
  }
}
