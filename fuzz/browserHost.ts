import { Script } from 'node:vm';
import type { UpstreamResponse, QueryResult, UpstreamRequest } from '../src/core';
import { asJson, runInBrowserHost as runQuery } from '../testdata/browserHost';
import { answerOf, type Case } from '../testdata/cases';

/** What a host made of a case. */
export interface Reply {
  /** Frames, or a failure, as JSON; undefined where the host gave neither. */
  readonly result?: unknown;
  /** What the host threw or panicked with, or that it did not answer in time. */
  readonly crash?: string;
  /** What Grafana would not take. */
  readonly invalid?: string;
  /** How many requests of the browser host timed out. */
  readonly timeouts?: number;
  readonly milliseconds: number;
}

const script = new Script('runFuzzCase()');

/**
 * Runs a case as the browser does. A case that takes longer than the timeout, in milliseconds, is stopped. A quiet
 * reply has the number of frames in place of the frames.
 */
export function runInBrowserHost(one: Case, timeout: number, isQuiet = false): Reply {
  let result: QueryResult | undefined;
  let crash = '';
  let timeouts = 0;
  Reflect.set(globalThis, 'runFuzzCase', () => {
    result = runQuery(one.query, one, (request) => {
      const answer = answerTo(request, one);
      timeouts += 'fault' in answer && answer.fault === 'timeout' ? 1 : 0;
      return answer;
    });
  });
  const began = performance.now();
  try {
    script.runInThisContext({ timeout });
  } catch (error) {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const milliseconds = performance.now() - began;
  if (result === undefined) {
    return { crash, milliseconds };
  }
  if (!result.ok || isQuiet) {
    return { result: result.ok ? { frames: result.value.length } : asJson(result), timeouts, milliseconds };
  }
  const cells = result.value.flatMap(({ data }) => data.values.flat());
  const odd = cells.find((cell) => typeof cell === 'number' && (!Number.isFinite(cell) || Object.is(cell, -0)));
  const invalid = odd === undefined ? undefined : `a cell is ${Object.is(odd, -0) ? '-0' : String(odd)}`;
  return { result: asJson(result), invalid, timeouts, milliseconds };
}

/** The answer to a request: its own, else the first of its route; as the Go host's does. */
function answerTo({ route, params }: UpstreamRequest, { answers }: Case): UpstreamResponse {
  const ofRoute = answers.filter((answer) => answer.route === route);
  const found = ofRoute.find((answer) => sorted(answer.params) === sorted(params)) ?? ofRoute[0];
  return found === undefined
    ? { status: 404, contentType: 'application/json', text: '{"code":404,"message":"not found"}' }
    : answerOf(found);
}

function sorted(params: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1)));
}
