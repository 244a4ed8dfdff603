import {
  auditTime,
  catchError,
  concat,
  defer,
  EMPTY,
  from,
  map,
  mergeMap,
  of,
  repeat,
  scan,
  switchMap,
  tap,
  timer,
  type Observable,
} from 'rxjs';
import {
  advance,
  rangeEndsNow,
  type Context,
  type LiveChannel,
  type Query,
  type Results,
  type ServiceModule,
} from '../core';
import type { BackendClient } from './backendClient';
import { LiveMemory } from './liveMemory';
import { run, type Run } from './run';

/**
 * Subscribes to a channel, which first repeats what it has sent. Errors when the channel breaks.
 */
export type Subscribe = (channel: LiveChannel) => Observable<unknown>;

export interface QueryRun extends Run {
  /** Whether more runs may follow. */
  readonly isStreaming: boolean;
}

/** A channel with the key of its request. */
type KeyedChannel = LiveChannel & { readonly key: string };

/** Points that arrive within this many milliseconds are drawn together. */
const DRAW_INTERVAL = 500;
/** How many milliseconds the clock that stamps the points may be ahead of the browser's. */
const CLOCK_SKEW = 3_600_000;
/**
 * Milliseconds from a broken channel to the next run. Grafana forgets a channel a quarter of a second after its last
 * subscriber left.
 */
const RESTART_DELAY = 5_000;

/**
 * Runs a query. If its format is `live` and its range ends now, it runs again with each message of its channels until
 * nobody is subscribed. A poll that failed does not end it. If a channel breaks, as when Grafana restarts or a computer
 * sleeps, it starts again: it requests what it missed and subscribes anew.
 */
export function runQuery(
  service: ServiceModule,
  query: Query,
  context: Context,
  backend: Pick<BackendClient, 'fetch'>,
  subscribe: Subscribe | null,
  memory = new LiveMemory()
): Observable<QueryRun> {
  const { live } = service;
  if (live === undefined || !('intervalMs' in query) || query.format !== 'live') {
    const once = run((results) => advance(service, query, context, results), backend);
    return once.pipe(map(({ result, cost }) => ({ result, cost, isStreaming: false })));
  }
  let isFirst = true;
  let channels: readonly KeyedChannel[] = [];
  const complete = (results: Results) => memory.complete(results, live.merge);
  const start = defer(() => {
    const at = isFirst ? context : untilNow(context);
    isFirst = false;
    return run((results) => advance(service, query, at, complete(results)), backend);
  }).pipe(
    switchMap(({ requests, results, result, cost }) => {
      channels = subscribe === null || !rangeEndsNow(context) ? [] : live.channels(requests, query.intervalMs);
      const later =
        subscribe === null
          ? EMPTY
          : messagesOf(channels, subscribe).pipe(
              scan((known, { channel, message }) => live.append(known, channel, message), complete(results)),
              tap((known) => memory.remember(known)),
              auditTime(DRAW_INTERVAL),
              map((known) => advance(service, query, untilNow(context), known)),
              mergeMap((step) => ('result' in step ? [step.result] : []))
            );
      return concat(of(result), later).pipe(map((each) => ({ result: each, cost, isStreaming: channels.length > 0 })));
    })
  );
  return start.pipe(repeat({ delay: () => (channels.length === 0 ? EMPTY : timer(RESTART_DELAY)) }));
}

/** The messages of all channels, each with its channel, until one of them breaks. */
function messagesOf(channels: readonly KeyedChannel[], subscribe: Subscribe) {
  return from(channels).pipe(
    mergeMap((channel) => subscribe(channel).pipe(map((message) => ({ channel, message })))),
    catchError(() => EMPTY)
  );
}

/** The context of a later run: the range ends now. */
function untilNow(context: Context): Context {
  const now = Date.now();
  return { ...context, now, range: { from: context.range.from, to: now + CLOCK_SKEW } };
}
