import { defer, finalize, ReplaySubject, share, timer, type Observable } from 'rxjs';

/** Milliseconds that a run continues without subscribers. */
export const GRACE = 2_000;

/**
 * The runs of queries until they are done. At each refresh Grafana cancels a query that is still running and starts it
 * again, so that a panel would stay empty if a run takes longer than the refresh interval. The query that starts again
 * takes over the run instead.
 */
export class RunningQueries<Run> {
  private readonly running = new Map<string, Observable<Run>>();

  /** Takes over the run with the same key, or starts one. */
  join(key: string, start: Observable<Run>): Observable<Run> {
    return defer(() => {
      const run =
        this.running.get(key) ??
        start.pipe(
          finalize(() => this.running.delete(key)),
          share({
            connector: () => new ReplaySubject(1),
            resetOnComplete: false,
            resetOnRefCountZero: () => timer(GRACE),
          })
        );
      this.running.set(key, run);
      return run;
    });
  }
}
