import { EMPTY, expand, last, map, of, type Observable } from 'rxjs';
import { assemble, parseQuery, plan, type Context, type Outcomes, type QueryResult } from '../core';
import type { Upstream } from './upstream';

/** Runs one saved query: plans, asks and decodes until nothing more is needed, then assembles. */
export function runQuery(saved: unknown, context: Context, upstream: Pick<Upstream, 'ask'>): Observable<QueryResult> {
  const parsed = parseQuery(saved, context.service);
  if (!parsed.ok) {
    return of(parsed);
  }
  const query = parsed.value;
  const none: Outcomes = {};
  return of(none).pipe(
    expand((known) => {
      const wanted = plan(query, known);
      return wanted.length === 0 ? EMPTY : upstream.ask(wanted).pipe(map((asked) => ({ ...known, ...asked })));
    }),
    last(),
    map((outcomes) => assemble(query, context, outcomes))
  );
}
