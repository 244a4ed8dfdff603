import { asJson, runInBrowserHost } from '../../testdata/browserHost';
import { answerOf, caseNames, readNamedCase, type Case } from '../../testdata/cases';
import { readResult, writeResults } from '../../testdata/results';
import type { UpstreamRequest } from '../core';

function answerIn({ answers }: Case, { key, route, params }: UpstreamRequest) {
  const found = answers.find(
    (answer) => answer.route === route && JSON.stringify(answer.params) === JSON.stringify(params)
  );
  if (found === undefined) {
    throw new Error(`the case has no answer to ${key}`);
  }
  return answerOf(found);
}

function resultOf(one: Case) {
  return asJson(runInBrowserHost(one.query, one, (request) => answerIn(one, request)));
}

// pkg/corehost/cases_test.go holds the Go host to the same results.
const cases = caseNames().map((name) => ({ name, ...readNamedCase(name) }));

if (process.env.UPDATE_RESULTS) {
  it('has the results that are written', () => {
    const changed = writeResults(new Map(cases.map((one) => [one.name, resultOf(one)])));
    expect(changed.length === 0 ? '' : `Written: ${changed.join(', ')}. Read the diff, then run it again.`).toBe('');
  });
} else {
  it.each(cases)('$name: $title', (one) => {
    expect(resultOf(one)).toEqual(readResult(one.name));
  });
}
