import { dataFrameToJSON } from '@grafana/data';
import { of } from 'rxjs';
import type { UpstreamResponse, Context, QueryResult, UpstreamRequest } from '../src/core';
import { advance, decode, parseQuery } from '../src/core/all';
import { toDataFrame } from '../src/host/frames';
import { run } from '../src/host/run';
import type { Result } from './results';

const NO_COST = { requests: 0, shared: 0, bytes: 0 };

/** Runs a query in the browser host, and answers its requests at once. Throws what the host throws. */
export function runInBrowserHost(
  query: unknown,
  context: Context,
  answer: (request: UpstreamRequest) => UpstreamResponse
): QueryResult {
  const reply = (request: UpstreamRequest) => ({ outcome: decode(request, answer(request)), cost: NO_COST });
  const fetch = (requests: readonly UpstreamRequest[]) =>
    of(new Map(requests.map((request) => [request.key, reply(request)])));
  let result: QueryResult | undefined;
  let thrown: unknown;
  const parsed = parseQuery(query, context.service);
  if (!parsed.ok) {
    return parsed;
  }
  run((results) => advance(parsed.value, context, results), { fetch }).subscribe({
    next: (done) => (result = done.result),
    error: (error: unknown) => (thrown = error),
  });
  if (result === undefined) {
    throw thrown ?? new Error('no result');
  }
  return result;
}

/** A result as `testdata/results` has it. */
export function asJson(result: QueryResult): Result {
  if (!result.ok) {
    const { source, status, message } = result.failure;
    return { failure: { source, status, message } };
  }
  const frames = result.value.map((frame) => dataFrameToJSON(toDataFrame(frame)));
  return JSON.parse(JSON.stringify({ frames })) as Result;
}
