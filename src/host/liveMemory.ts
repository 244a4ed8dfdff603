import type { Results, ServiceModule } from '../core';

type Merge = NonNullable<ServiceModule['live']>['merge'];

/** The most results that are remembered. A history of an hour takes about a megabyte. */
const MAX_RESULTS = 200;

/**
 * The latest good results of live queries, for all panels of a data source. So neither a refresh that fails nor one
 * that another Grafana answers blanks a graph or takes it back in time.
 */
export class LiveMemory {
  private readonly known = new Map<string, Results[string]>();

  /** Fresh results, with what is known of each. */
  complete(fresh: Results, merge: Merge): Results {
    const merged = merge(Object.fromEntries(this.known), fresh);
    this.remember(merged);
    return merged;
  }

  remember(results: Results): void {
    for (const [key, outcome] of Object.entries(results)) {
      if (outcome.ok) {
        this.known.delete(key);
        this.known.set(key, outcome);
      }
    }
    for (const key of [...this.known.keys()].slice(0, -MAX_RESULTS)) {
      this.known.delete(key);
    }
  }
}
