import { defer, EMPTY, expand, map, mergeMap, of, type Observable } from 'rxjs';
import type { Failure, Results, QueryResult, UpstreamRequest } from '../core';
import type { BackendClient, Replies } from './backendClient';
import { addCost, NO_COST, type Cost } from './fetchProtocol';

/** A result, and what it cost upstream. */
export interface Run<Result = QueryResult> {
  readonly result: Result;
  readonly cost: Cost;
}

/** A run that failed before its first request. */
export function failedRun(failure: Failure) {
  return { result: { ok: false, failure }, cost: NO_COST, isStreaming: false } as const;
}

/** A run with all requests that it made, and their results. */
interface FullRun<Result> extends Run<Result> {
  readonly requests: readonly UpstreamRequest[];
  readonly results: Results;
}

type Step<Result> = { readonly requests: readonly UpstreamRequest[] } | { readonly result: Result };

/** Makes the requests that `next` names until it gives a result. */
export function run<Result>(
  next: (results: Results) => Step<Result>,
  backend: Pick<BackendClient, 'fetch'>
): Observable<FullRun<Result>> {
  const start = () => of({ requests: [], results: {}, cost: NO_COST, step: next({}) });
  return defer((): Observable<State<Result>> => start()).pipe(
    expand((state) => {
      const { step } = state;
      return 'result' in step
        ? EMPTY
        : backend.fetch(step.requests).pipe(map((replies) => withReplies(state, step.requests, replies, next)));
    }),
    mergeMap(({ step, ...rest }) => ('result' in step ? of({ ...rest, result: step.result }) : EMPTY))
  );
}

interface State<Result> extends Omit<FullRun<Result>, 'result'> {
  readonly step: Step<Result>;
}

function withReplies<Result>(
  state: State<Result>,
  requests: readonly UpstreamRequest[],
  replies: Replies,
  next: (results: Results) => Step<Result>
): State<Result> {
  const added = Object.fromEntries([...replies].map(([key, { outcome }]) => [key, outcome]));
  const results = { ...state.results, ...added };
  const cost = [...replies.values()].reduce((sum, reply) => addCost(sum, reply.cost), state.cost);
  return { requests: [...state.requests, ...requests], results, cost, step: next(results) };
}
