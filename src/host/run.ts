import { EMPTY, expand, last, map, of, type Observable } from 'rxjs';
import {
  assemble,
  parseQuery,
  plan,
  type Context,
  type Results,
  type Query,
  type QueryResult,
  type UpstreamRequest,
} from '../core';
import type { Cost } from './framing';
import type { Replies, Upstream } from './upstream';

/** What a query came to, and what it cost upstream. */
export interface Run {
  readonly result: QueryResult;
  readonly cost: Cost;
}

/** Runs one saved query: plans, asks and decodes until nothing more is needed, then assembles. */
export function runQuery(saved: unknown, context: Context, upstream: Pick<Upstream, 'ask'>): Observable<Run> {
  const parsed = parseQuery(saved, context.service);
  if (!parsed.ok) {
    return of({ result: parsed, cost: NO_COST });
  }
  const query = parsed.value;
  return gather(query, context, upstream).pipe(
    map(({ outcomes, cost }) => ({ result: assemble(query, context, outcomes), cost }))
  );
}

/** All that a query needs, once it is there. */
export function gather(query: Query, context: Context, upstream: Pick<Upstream, 'ask'>): Observable<Known> {
  return of(UNKNOWN).pipe(
    expand((known) => {
      const wanted = plan(query, context, known.outcomes);
      return wanted.length === 0 ? EMPTY : upstream.ask(wanted).pipe(map((replies) => learned(known, wanted, replies)));
    }),
    last()
  );
}

/** What is known so far. */
interface Known {
  readonly asked: readonly UpstreamRequest[];
  readonly outcomes: Results;
  readonly cost: Cost;
}

const NO_COST: Cost = { requests: 0, shared: 0, bytes: 0 };
const UNKNOWN: Known = { asked: [], outcomes: {}, cost: NO_COST };

function learned({ asked, outcomes, cost }: Known, wanted: readonly UpstreamRequest[], replies: Replies): Known {
  const added = [...replies].map(([key, { outcome }]) => [key, outcome] as const);
  return {
    asked: [...asked, ...wanted],
    outcomes: { ...outcomes, ...Object.fromEntries(added) },
    cost: [...replies.values()].reduce((sum, reply) => plus(sum, reply.cost), cost),
  };
}

function plus(one: Cost, other: Cost): Cost {
  return {
    requests: one.requests + other.requests,
    shared: one.shared + other.shared,
    bytes: one.bytes + other.bytes,
  };
}
