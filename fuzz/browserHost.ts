import { dataFrameToJSON } from '@grafana/data';
import { of } from 'rxjs';
import { createContext, Script } from 'node:vm';
import { decode, type Answer, type QueryResult, type UpstreamRequest } from '../src/core';
import { toDataFrame } from '../src/host/frames';
import { runQuery } from '../src/host/run';
import { answerOf, type Case } from '../testdata/cases';

/** What a host made of a case. */
export interface Reply {
  /** Frames, or a failure, as JSON; undefined where the host gave neither. */
  readonly result?: unknown;
  /** What the host threw or panicked with, or that it did not answer in time. */
  readonly broke?: string;
  /** What Grafana would not take. */
  readonly complaint?: string;
  readonly milliseconds: number;
}

const NO_COST = { requests: 0, shared: 0, bytes: 0 };
const bounded = { work: (): void => undefined };
const context = createContext(bounded);
const script = new Script('work()');

/** Runs a case as the browser does. A case that takes longer than the timeout, in milliseconds, is stopped. */
export function runInBrowserHost(one: Case, timeout: number, isQuiet = false): Reply {
  let result: QueryResult | undefined;
  let thrown: unknown;
  bounded.work = () => {
    runQuery(one.query, { ...one, ...one.settings }, { ask: (requests) => of(repliesTo(requests, one)) }).subscribe({
      next: (run) => (result = run.result),
      error: (error: unknown) => (thrown = error),
    });
  };
  const began = performance.now();
  try {
    script.runInContext(context, { timeout });
  } catch (error) {
    thrown = error;
  }
  const milliseconds = performance.now() - began;
  if (thrown !== undefined || result === undefined) {
    return { broke: thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'no result', milliseconds };
  }
  if (!result.ok) {
    const { source, status, message } = result.failure;
    return { result: { failure: { source, status, message } }, milliseconds };
  }
  if (isQuiet) {
    return { result: { frames: result.value.length }, milliseconds };
  }
  const frames = result.value.map((frame) => dataFrameToJSON(toDataFrame(frame)));
  const cells = result.value.flatMap(({ data }) => data.values.flat());
  const odd = cells.find((cell) => typeof cell === 'number' && (!Number.isFinite(cell) || Object.is(cell, -0)));
  return {
    result: JSON.parse(JSON.stringify({ frames })) as unknown,
    complaint: odd === undefined ? undefined : `a cell is ${Object.is(odd, -0) ? '-0' : String(odd)}`,
    milliseconds,
  };
}

function repliesTo(requests: readonly UpstreamRequest[], one: Case) {
  return new Map(
    requests.map((request) => [request.key, { outcome: decode(request, answerTo(request, one)), cost: NO_COST }])
  );
}

/** The answer to a request: its own, else the first of its route; as the Go host's does. */
function answerTo({ route, params }: UpstreamRequest, { answers }: Case): Answer {
  const ofRoute = answers.filter((answer) => answer.route === route);
  const found = ofRoute.find((answer) => sorted(answer.params) === sorted(params)) ?? ofRoute[0];
  if (found === undefined) {
    return { status: 404, contentType: 'application/json', text: '{"code":404,"message":"not found"}' };
  }
  return answerOf(found);
}

function sorted(params: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1)));
}
