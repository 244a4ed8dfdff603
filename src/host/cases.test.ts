import { of } from 'rxjs';
import { dataFrameToJSON } from '@grafana/data';
import { answerOf, caseNames, readNamedCase, type Case } from '../../testdata/cases';
import { readResult, writeResults, type Result } from '../../testdata/results';
import { decode, type QueryResult, type UpstreamRequest } from '../core';
import { toDataFrame } from './frames';
import { runQuery } from './run';

const NO_COST = { requests: 0, shared: 0, bytes: 0 };

function answerIn({ answers }: Case, { key, route, params }: UpstreamRequest) {
  const found = answers.find(
    (answer) => answer.route === route && JSON.stringify(answer.params) === JSON.stringify(params)
  );
  if (found === undefined) {
    throw new Error(`the case has no answer to ${key}`);
  }
  return answerOf(found);
}

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

// pkg/corehost/cases_test.go holds the Go host to the same results.
const cases = caseNames().map((name) => [name, readNamedCase(name)] as const);

if (process.env.UPDATE_RESULTS) {
  it('has the results that are written', () => {
    const results = new Map(cases.map(([name, one]) => [name, JSON.parse(JSON.stringify(resultOf(one))) as Result]));
    const changed = writeResults(results);
    expect(changed.length === 0 ? '' : `Written: ${changed.join(', ')}. Read the diff, then run the test again.`).toBe(
      ''
    );
  });
} else {
  it.each(cases.map(([name, one]) => [name, one.title, one] as const))('%s: %s', (name, _, one) => {
    expect(JSON.parse(JSON.stringify(resultOf(one)))).toEqual(readResult(name));
  });
}
