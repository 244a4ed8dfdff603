import { advance, decode } from '../../all';
import type { Results } from '../../documents';
import type { Context } from '../../protocol';
import { parseQuery } from '../../query/parse';

const CONTEXT: Context = { service: 'storm', now: 0, range: { from: 0, to: 0 }, settings: { viewers: true } };

/** Runs a query on a server whose list of viewers never ends, and returns its result and how many requests it made. */
function runOnEndlessList(format: string) {
  const saved = { refId: 'A', queryType: 'viewers', app: 'live', streamKeys: ['studio'], format };
  const parsed = parseQuery(saved, 'storm');
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  let results: Results = {};
  for (let requests = 0; ;) {
    const step = advance(parsed.value, CONTEXT, results);
    if ('result' in step) {
      return { requests, result: step.result };
    }
    for (const request of step.requests) {
      requests++;
      const list = new Array(100).fill({ harnessType: 'STORM_HLS_VIEWER', subStream: 'native' });
      const text = JSON.stringify({ data: { currentPage: Number(request.params.page), hasNext: true, list } });
      results = { ...results, [request.key]: decode(request, { status: 200, contentType: 'application/json', text }) };
    }
  }
}

it('reads 20 pages of a list that never ends, and says that it is not complete', () => {
  const { requests, result } = runOnEndlessList('table');
  expect(requests).toBe(20);
  expect(JSON.stringify(result)).toContain('is not complete: 2000 were read');
  expect(result).toMatchObject({
    ok: true,
    value: [{ data: { values: [['live'], ['studio'], ['native'], ['STORM_HLS_VIEWER'], [2_000]] } }],
  });
});

it('gives no number of such a list', () => {
  expect(runOnEndlessList('numeric')).toMatchObject({ requests: 20, result: { ok: false } });
});
