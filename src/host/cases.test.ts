import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runQuery } from './run';
import { of } from 'rxjs';
import { toDataFrame } from './frames';
import { dataFrameToJSON } from '@grafana/data';
import { decode, type Answer, type Context, type QueryResult, type UpstreamRequest } from '../core';

/**
 * Each case is a query with the answers of its upstream; what it comes to stands beside it in `testdata/results`.
 * `pkg/corehost` holds the Go host to the same results. After a deliberate change: `UPDATE_RESULTS=1 npx jest cases`, and read the difference.
 */
const TESTDATA = path.resolve(__dirname, '../../testdata');

interface CaseAnswer {
  readonly route: string;
  readonly params: Record<string, string>;
  readonly fault?: Extract<Answer, { fault: unknown }>['fault'];
  readonly words?: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly retryAfter?: string;
  readonly heldBy?: Exclude<Answer, { fault: unknown }>['heldBy'];
  readonly document?: string;
  readonly json?: unknown;
  readonly text?: string;
}

interface Case {
  readonly title: string;
  readonly service: '100ms' | 'storm';
  readonly now: number;
  readonly range: { from: number; to: number };
  /** Of the instance, as they are saved. */
  readonly settings?: Pick<Context, 'maxPeers' | 'maxSessions' | 'callsTimeout' | 'thresholds'>;
  readonly query: unknown;
  readonly answers: readonly CaseAnswer[];
}

function answerIn({ answers }: Case, request: UpstreamRequest): Answer {
  const found = answers.find(
    ({ route, params }) => route === request.route && JSON.stringify(params) === JSON.stringify(request.params)
  );
  if (found === undefined) {
    throw new Error(`the case has no answer to ${request.key}`);
  }
  const { fault, words, status, contentType, retryAfter, heldBy, document, json, text } = found;
  if (fault !== undefined) {
    return { fault, words: words ?? '' };
  }
  const body =
    document === undefined ? JSON.stringify(json) : readFileSync(path.join(TESTDATA, 'documents', document), 'utf8');
  return { status: status ?? 0, contentType: contentType ?? '', retryAfter, heldBy, text: text ?? body };
}

const NO_COST = { requests: 0, shared: 0, bytes: 0 };

/** The case's result in the browser host, as JSON. */
function resultOf(one: Case): unknown {
  let result: QueryResult | undefined;
  const upstream = {
    ask: (requests: readonly UpstreamRequest[]) =>
      of(
        new Map(
          requests.map(
            (request) => [request.key, { outcome: decode(request, answerIn(one, request)), cost: NO_COST }] as const
          )
        )
      ),
  };
  let thrown: unknown;
  runQuery(one.query, { ...one, ...one.settings }, upstream).subscribe({
    next: (run) => (result = run.result),
    error: (error: unknown) => (thrown = error),
  });
  if (thrown instanceof Error) {
    throw thrown;
  }
  if (result?.ok) {
    return { frames: result.value.map((frame) => dataFrameToJSON(toDataFrame(frame))) };
  }
  const { source, status, message } = result?.failure ?? {};
  return { failure: { source, status, message } };
}

describe.each(readdirSync(path.join(TESTDATA, 'cases')))('%s', (file) => {
  const one = JSON.parse(readFileSync(path.join(TESTDATA, 'cases', file), 'utf8')) as Case;
  it(one.title, () => {
    const result = JSON.parse(JSON.stringify(resultOf(one))) as unknown;
    const expected = path.join(TESTDATA, 'results', file);
    if (process.env.UPDATE_RESULTS) {
      writeFileSync(expected, `${JSON.stringify(result, null, 1)}\n`);
    }
    expect(result).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});
