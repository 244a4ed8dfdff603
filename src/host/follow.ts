import { auditTime, concat, from, map, mergeMap, of, scan, switchMap, type Observable } from 'rxjs';
import { appendLive, assemble, liveChannels, parseQuery, type Context, type LiveChannel, type Query } from '../core';
import { gather, runQuery, type Run } from './run';
import type { Upstream } from './upstream';

/** What a channel brings, first what it has brought before. */
export type Follow = (channel: LiveChannel) => Observable<unknown>;

/** Whether the query of a run goes on: more runs may come. */
export interface Followed extends Run {
  readonly goesOn: boolean;
}

/** A range that ends no longer ago than this, milliseconds, ends now. */
const NOW = 10_000;
/** Points that arrive within this many milliseconds are drawn together. */
const TOGETHER = 500;
/** How far ahead of the browser's the clock may be that points are stamped by, milliseconds. */
const AHEAD = 3_600_000;

/**
 * Runs one saved query as `runQuery` does, and where its format is `live` and its range ends now, again with whatever its channels bring,
 * until nobody listens. A poll that failed does not end it.
 */
export function followQuery(
  saved: unknown,
  context: Context,
  upstream: Pick<Upstream, 'ask'>,
  follow: Follow | null
): Observable<Followed> {
  const parsed = parseQuery(saved, context.service);
  const endsNow = context.range.to >= context.now - NOW;
  if (follow === null || !endsNow || !parsed.ok || intervalOf(parsed.value) === null) {
    return runQuery(saved, context, upstream).pipe(map((run) => ({ ...run, goesOn: false })));
  }
  const query = parsed.value;
  return gather(query, context, upstream).pipe(
    switchMap(({ asked, outcomes, cost }) => {
      const channels = liveChannels(asked, intervalOf(query) ?? 0);
      const later = from(channels).pipe(
        mergeMap((channel) => follow(channel).pipe(map((message) => ({ key: channel.key, message })))),
        scan((known, { key, message }) => appendLive(known, key, message), outcomes),
        auditTime(TOGETHER),
        map((known) => assemble(query, following(context), known))
      );
      return concat(of(assemble(query, context, outcomes)), later).pipe(
        map((result) => ({ result, cost, goesOn: channels.length > 0 }))
      );
    })
  );
}

/** Milliseconds between the polls of a query that goes on, null for any other. */
function intervalOf(query: Query): number | null {
  return query.queryType === 'substream' && query.format === 'live' ? query.intervalMs : null;
}

/** The context of a later run: the end of the range moves on. */
function following(context: Context): Context {
  const now = Date.now();
  return { ...context, now, range: { from: context.range.from, to: now + AHEAD } };
}
