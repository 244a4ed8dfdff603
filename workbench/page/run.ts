import { CoreApp, isDataFrame, type DataFrame, type TimeRange } from '@grafana/data';
import { finalize, from, map, type Observable } from 'rxjs';
import type { PeerlensQuery } from '../../src/host/types';
import { answered, type Answered } from './parity/answers';
import type { Exchange, WorkbenchBackendSrv } from './grafana/backendSrv';
import type { Instance } from './plugin/load';

/** What one run of a query came to. */
export interface Run {
  readonly query: PeerlensQuery;
  readonly range: TimeRange;
  /** The clock that the data source was given, milliseconds since the epoch. */
  readonly now: number;
  readonly frames: readonly DataFrame[];
  readonly error?: string;
  /** Whether the data source said, before it was asked, that there is nothing to run. As in Grafana, that is no error. */
  readonly isUnfinished: boolean;
  /** What the upstreams answered, as far as the data source asked for it. */
  readonly answers: readonly Answered[];
  /** Bytes of those answers. */
  readonly bytes: number;
  /** Milliseconds from the request to the frames. */
  readonly took: number;
}

let runs = 0;

/** Runs a query as Explore does, and keeps what the upstreams answered on the way. */
export function runQuery(
  instance: Instance,
  query: PeerlensQuery,
  range: TimeRange,
  backend: WorkbenchBackendSrv
): Observable<Run> {
  const now = Date.now();
  const exchanges: Exchange[] = [];
  const recording = backend.exchanges.subscribe((exchange) => exchanges.push(exchange));
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
    startTime: now,
    targets: [target],
    timezone: 'browser',
  });
  return from(answer).pipe(
    map(({ data, errors }) => ({
      query: target,
      range,
      now,
      frames: data.filter(isDataFrame),
      error: errors?.[0]?.message,
      isUnfinished,
      answers: exchanges.flatMap(answered),
      bytes: exchanges.reduce((sum, exchange) => sum + exchange.answer.byteLength, 0),
      took: Date.now() - now,
    })),
    finalize(() => recording.unsubscribe())
  );
}
