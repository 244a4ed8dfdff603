import { isKind, type Documents, type Results } from './documents';
import type { Outcome, Projection, UpstreamRequest } from './protocol';

/**
 * The answers of a query so far. Whatever is asked of it and has no answer yet is what the query needs next, so that the one function that
 * gathers a query's answers also plans its requests.
 */
export class RequestCollector {
  private readonly unanswered = new Map<string, UpstreamRequest>();

  constructor(private readonly outcomes: Results) {}

  /** What a request came to; undefined where it is yet to be made. */
  outcome<R extends Projection>(request: UpstreamRequest<R>): Outcome<Documents[R]> | undefined {
    const outcome = this.outcomes[request.key];
    if (outcome === undefined) {
      this.unanswered.set(request.key, request);
      return undefined;
    }
    if (!outcome.ok) {
      return outcome;
    }
    const summary = outcome.value;
    return isKind(summary, request.reading) ? { ok: true, value: summary.value } : undefined;
  }

  /** What is yet to be asked, each request once. */
  get pending(): readonly UpstreamRequest[] {
    return [...this.unanswered.values()];
  }
}
