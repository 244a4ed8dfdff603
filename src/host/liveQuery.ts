import { auditTime, concat, from, map, mergeMap, of, scan, switchMap, type Observable } from 'rxjs';
import { advance, appendLive, liveChannels, type Context, type LiveChannel, type Results, type Query } from '../core';
import type { Backend } from './backend';
import { run, type Run } from './run';

/** Subscribes to a channel, which first brings what it has brought before. */
export type Subscribe = (channel: LiveChannel) => Observable<unknown>;

export interface StreamedRun extends Run {
  /** Whether more runs may follow. */
  readonly isStreaming: boolean;
}

/** A range that ends at most this many milliseconds ago ends now. */
const NOW_TOLERANCE = 10_000;
/** Points that arrive within this many milliseconds are drawn together. */
const DRAW_INTERVAL = 500;
/** How many milliseconds the clock that stamps the points may be ahead of the browser's. */
const CLOCK_SKEW = 3_600_000;

/**
 * Runs a query. If its format is `live` and its range ends now, it runs again with each message of its channels until nobody is subscribed.
 * A poll that failed does not end it.
 */
export function streamQuery(
  query: Query,
  context: Context,
  backend: Pick<Backend, 'ask'>,
  subscribe: Subscribe | null
): Observable<StreamedRun> {
  const resultOf = (results: Results, at = context) => advance(query, at, results);
  const first = run(resultOf, backend);
  const isLive = query.queryType === 'substream' && query.format === 'live';
  if (subscribe === null || !isLive || context.range.to < context.now - NOW_TOLERANCE) {
    return first.pipe(map(({ result, cost }) => ({ result, cost, isStreaming: false })));
  }
  return first.pipe(
    switchMap(({ requests, results, result, cost }) => {
      const channels = liveChannels(requests, query.intervalMs);
      const later = from(channels).pipe(
        mergeMap((channel) => subscribe(channel).pipe(map((message) => ({ key: channel.key, message })))),
        scan((known, { key, message }) => appendLive(known, key, message), results),
        auditTime(DRAW_INTERVAL),
        map((known) => resultOf(known, untilNow(context))),
        mergeMap((step) => ('result' in step ? [step.result] : []))
      );
      return concat(of(result), later).pipe(map((each) => ({ result: each, cost, isStreaming: channels.length > 0 })));
    })
  );
}

/** The context of a later run: the range ends now. */
function untilNow(context: Context): Context {
  const now = Date.now();
  return { ...context, now, range: { from: context.range.from, to: now + CLOCK_SKEW } };
}
