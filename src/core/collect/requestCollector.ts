import type { Outcome, Projection, UpstreamRequest } from '../protocol';

/** A decoded response. `Documents` maps each projection to its type. Plain JSON, so that a host may cache it. */
export interface DecodedDocument<Documents, P extends keyof Documents = keyof Documents> {
  readonly projection: P;
  readonly value: Documents[P];
}

export function isKind<Documents, P extends keyof Documents>(
  document: DecodedDocument<Documents>,
  projection: P
): document is DecodedDocument<Documents, P> {
  return document.projection === projection;
}

/** The results of a query's requests so far, by request key. */
export type ResultsOf<Documents> = Readonly<Record<string, Outcome<DecodedDocument<Documents>>>>;

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
    if (!outcome.ok) {
      return outcome;
    }
    const document = outcome.value;
    return isKind(document, request.projection) ? { ok: true, value: document.value } : undefined;
  }
}
