import { CoreApp, isDataFrame, type DataFrame, type TimeRange } from '@grafana/data';
import { catchError, from, map, of, type Observable } from 'rxjs';
import type { PeerlensQuery } from '../../src/types';
import type { Instance } from './plugin';

/** One run of a query, and its result. */
export interface Run {
  readonly query: PeerlensQuery;
  readonly range: TimeRange;
  readonly frames: readonly DataFrame[];
  readonly error?: string;
  /** Whether the data source said beforehand that there is nothing to run. As in Grafana, that is no error. */
  readonly isUnfinished: boolean;
  /** Milliseconds from the request to the frames. */
  readonly took: number;
}

let runs = 0;

/** Runs a query as Explore does. */
export function runQuery(instance: Instance, query: PeerlensQuery, range: TimeRange): Observable<Run> {
  const startTime = Date.now();
  const target = { ...query, datasource: { uid: instance.uid, type: instance.type } };
  const isUnfinished = instance.filterQuery?.(target) === false;
  const answer = instance.query({
    app: CoreApp.Explore,
    requestId: `workbench-${++runs}`,
    interval: '1s',
    intervalMs: 1000,
    maxDataPoints: 1000,
    range,
    rangeRaw: range.raw,
    scopedVars: {},
    startTime,
    targets: [target],
    timezone: 'browser',
  });
  const ran = (frames: readonly DataFrame[], error?: string): Run => ({
    query: target,
    range,
    frames,
    error,
    isUnfinished,
    took: Date.now() - startTime,
  });
  return from(answer).pipe(
    map(({ data, errors }) => ran(data.filter(isDataFrame), errors?.[0]?.message)),
    catchError((error: unknown) => of(ran([], messageOf(error))))
  );
}

/** Grafana rejects with an error, or with a plain object that has a message. */
export function messageOf(error: unknown): string {
  return String(typeof error === 'object' && error !== null && 'message' in error ? error.message : error);
}
