import type { HundredmsDocuments } from './hundredms/requests';
import type { Outcome, Projection, UpstreamRequest } from './protocol';
import type { StormDocuments } from './storm/requests';

/** The type of every response after decoding. Plain JSON, so that a host may cache it. */
export interface Documents extends HundredmsDocuments, StormDocuments {}

interface DecodedDocument<P extends Projection> {
  readonly ok: true;
  readonly projection: P;
  readonly value: Documents[P];
}

/** The outcome of a request: the decoded response, or a failure. */
export type DecodedOutcome<P extends Projection = Projection> =
  DecodedDocument<P> | Extract<Outcome<never>, { ok: false }>;

/** Whether an outcome is a response that was decoded to a projection. */
export function isKind<P extends Projection>(outcome: DecodedOutcome, projection: P): outcome is DecodedDocument<P> {
  return outcome.ok && outcome.projection === projection;
}

/** The results of a query's requests so far, by request key. */
export type Results = Readonly<Record<string, DecodedOutcome>>;

/** Returns the results of requests, and records the requests that have none yet. */
export interface Requests {
  /** Returns the result of a request; undefined until there is one. */
  outcome<P extends Projection>(request: UpstreamRequest<P>): Outcome<Documents[P]> | undefined;
}

/**
 * Collects the requests that a query still needs. A query reads every result through it; a request without a result
 * becomes pending. So the function that reads a query's results also plans its requests.
 */
export class RequestCollector implements Requests {
  /** The requests without a result, each once. */
  readonly pending: UpstreamRequest[] = [];
  private readonly keys = new Set<string>();

  constructor(private readonly results: Results) {}

  outcome<P extends Projection>(request: UpstreamRequest<P>): Outcome<Documents[P]> | undefined {
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
