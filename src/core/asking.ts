import { isOf, type Decoded, type Outcomes } from './outcomes';
import type { Outcome, Reading, UpstreamRequest } from './protocol';

/**
 * The answers of a query so far. Whatever is asked of it and has no answer yet is what the query needs next, so that the one function that
 * gathers a query's answers also plans its requests.
 */
export class Asking {
  private readonly open = new Map<string, UpstreamRequest>();

  constructor(private readonly outcomes: Outcomes) {}

  /** What a request came to; undefined where it is yet to be made. */
  for<R extends Reading>(request: UpstreamRequest<R>): Outcome<Decoded[R]> | undefined {
    const outcome = this.outcomes[request.key];
    if (outcome === undefined) {
      this.open.set(request.key, request);
      return undefined;
    }
    if (!outcome.ok) {
      return outcome;
    }
    const summary = outcome.value;
    return isOf(summary, request.reading) ? { ok: true, value: summary.value } : undefined;
  }

  /** What is yet to be asked, each request once. */
  get missing(): readonly UpstreamRequest[] {
    return [...this.open.values()];
  }
}
