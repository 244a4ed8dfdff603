import { decode } from './decode';
import { plan } from './plan';
import type { Outcomes } from './outcomes';
import type { UpstreamRequest } from './protocol';
import { parseQuery } from './query/parse';
import type { Query } from './query/query';

const CONTEXT = { service: 'demo', now: 0, range: { from: 0, to: 0 } } as const;

function parsed(saved: object): Query {
  const outcome = parseQuery(saved, 'demo');
  if (!outcome.ok) {
    throw new Error(outcome.failure.message);
  }
  return outcome.value;
}

function answered(requests: readonly UpstreamRequest[], status: number, text: string): Outcomes {
  const answer = { status, contentType: 'application/json', text };
  return Object.fromEntries(requests.map((request) => [request.key, decode(request, answer)]));
}

describe('the plan of a peerStats query', () => {
  const query = parsed({ sessionId: ['s1', 's2'], peerIds: ['a', 'b'] });

  it('asks for each peer of each session once', () => {
    expect(plan(query, CONTEXT, {}).map(({ route, params }) => [route, params])).toEqual([
      ['peerStats', { session_id: 's1', peer_id: 'a' }],
      ['peerStats', { session_id: 's1', peer_id: 'b' }],
      ['peerStats', { session_id: 's2', peer_id: 'a' }],
      ['peerStats', { session_id: 's2', peer_id: 'b' }],
    ]);
  });

  it('is done when all have answered with samples', () => {
    const document = '{"publisher":{"audio":[{"time_series":{"timestamps":[1]}}]}}';
    expect(plan(query, CONTEXT, answered(plan(query, CONTEXT, {}), 200, document))).toEqual([]);
  });

  it.each([
    ['unknown', 404, '{"message":"not found"}'],
    ['empty', 200, '{"publisher":{}}'],
  ])('asks once more for each session whose peers are %s', (_, status, text) => {
    const peers = answered(plan(query, CONTEXT, {}), status, text);
    const sessions = plan(query, CONTEXT, peers);
    expect(sessions.map(({ route, params }) => [route, params])).toEqual([
      ['session', { session_id: 's1' }],
      ['session', { session_id: 's2' }],
    ]);
    expect(plan(query, CONTEXT, { ...peers, ...answered(sessions, 404, '{}') })).toEqual([]);
  });

  it('asks nothing more where the token was refused or the server failed', () => {
    for (const status of [401, 403, 429, 500]) {
      expect(plan(query, CONTEXT, answered(plan(query, CONTEXT, {}), status, ''))).toEqual([]);
    }
  });
});

it('the plan of a substream query asks for each pair that its filters keep', () => {
  const filters = [{ key: 'substream', operator: '!=', values: ['720p'] }];
  const query = parsed({
    queryType: 'substream',
    app: 'live',
    streamKeys: ['k1', 'k2'],
    substreams: ['native', '720p'],
    filters,
  });
  expect(plan(query, CONTEXT, {}).map(({ params }) => params)).toEqual([
    { app: 'live', streamKey: 'k1', substream: 'native' },
    { app: 'live', streamKey: 'k2', substream: 'native' },
  ]);
});
