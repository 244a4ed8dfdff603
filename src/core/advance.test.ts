import { advance } from './advance';
import { assemble } from './assemble';
import { decode } from './decode';
import { plan } from './plan';
import { parseQuery } from './query/parse';

const CONTEXT = { service: 'storm', now: 0, range: { from: 0, to: 0 } } as const;
const NAMES = { app: 'live', streamKeys: ['f1', 'f2'], substreams: ['native'] };

it.each(['table', 'numeric'])('in %s, a query asks for what is planned, and then is what is assembled', (format) => {
  const parsed = parseQuery({ queryType: 'substream', ...NAMES, format }, 'storm');
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  const query = parsed.value;
  const requests = plan(query, CONTEXT, {});
  expect(requests).toHaveLength(2);
  expect(advance(query, CONTEXT, {})).toEqual({ requests });
  const answer = { status: 200, contentType: 'application/json', text: '{"data":{"healthData":{"healthScore":5}}}' };
  const outcomesOf = (asked: typeof requests) =>
    Object.fromEntries(asked.map((request) => [request.key, decode(request, answer)]));
  expect(advance(query, CONTEXT, outcomesOf(requests.slice(0, 1)))).toEqual({ requests: requests.slice(1) });
  const outcomes = outcomesOf(requests);
  expect(advance(query, CONTEXT, outcomes)).toEqual({ result: assemble(query, CONTEXT, outcomes) });
});
