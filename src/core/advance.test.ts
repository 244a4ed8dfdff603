import { advance, decode } from './all';
import type { Results } from './documents';
import type { Context, UpstreamRequest } from './protocol';
import { parseQuery } from './query/parse';
import type { Query } from './query/queryTypes';

const CONTEXT = { service: 'demo', now: 0, range: { from: 0, to: 0 }, settings: {} } as const;

function parsed(saved: object): Query {
  const outcome = parseQuery(saved, 'demo');
  if (!outcome.ok) {
    throw new Error(outcome.failure.message);
  }
  return outcome.value;
}

/** The requests that a query needs next. */
function nextRequests(query: Query, context: Context, results: Results): readonly UpstreamRequest[] {
  const step = advance(query, context, results);
  return 'requests' in step ? step.requests : [];
}

function respond(requests: readonly UpstreamRequest[], status: number, text: string): Results {
  const response = { status, contentType: 'application/json', text };
  return Object.fromEntries(requests.map((request) => [request.key, decode(request, response)]));
}

const routesAndParams = (requests: readonly UpstreamRequest[]) => requests.map(({ route, params }) => [route, params]);

describe('the requests of a peerStats query', () => {
  const query = parsed({ sessionId: 's1', peerIds: ['a', 'b'] });
  const PEERS = [
    ['peerStats', { session_id: 's1', peer_id: 'a' }],
    ['peerStats', { session_id: 's1', peer_id: 'b' }],
  ];

  it('requests the session (for the names) and each of its peers once', () => {
    expect(routesAndParams(nextRequests(query, CONTEXT, {}))).toEqual([['session', { session_id: 's1' }], ...PEERS]);
  });

  it('is done when every peer has returned samples', () => {
    const document = '{"publisher":{"audio":[{"time_series":{"timestamps":[1]}}]}}';
    expect(nextRequests(query, CONTEXT, respond(nextRequests(query, CONTEXT, {}), 200, document))).toEqual([]);
  });

  it('requests no names if it is numeric, then the session once if it has none of the peers', () => {
    const numeric = parsed({ sessionId: 's1', peerIds: ['a', 'b'], format: 'numeric', metrics: ['bitrate'] });
    const first = nextRequests(numeric, CONTEXT, {});
    expect(routesAndParams(first)).toEqual(PEERS);
    for (const [status, text] of [
      [404, '{"message":"not found"}'],
      [200, '{"publisher":{}}'],
    ] as const) {
      const peers = respond(first, status, text);
      const sessions = nextRequests(numeric, CONTEXT, peers);
      expect(routesAndParams(sessions)).toEqual([['session', { session_id: 's1' }]]);
      expect(nextRequests(numeric, CONTEXT, { ...peers, ...respond(sessions, 404, '{}') })).toEqual([]);
    }
  });

  it('requests from each of several sessions its own peers, as soon as it knows them', () => {
    const several = parsed({ sessionId: ['s1', 's2'], peerIds: ['a', 'b', 'c'] });
    const sessions = nextRequests(several, CONTEXT, {});
    expect(sessions.map(({ route }) => route)).toEqual(['session', 'session']);
    const [one, other] = sessions.map((session, i) =>
      respond([session], 200, i === 0 ? '{"id":"s1","peers":{"a":{}}}' : '{"id":"s2","peers":{"b":{}}}')
    );
    const peersOfSessions = nextRequests(several, CONTEXT, { ...one, ...other }).map(({ params }) =>
      Object.values(params).join(' ')
    );
    expect(peersOfSessions).toEqual(['s1 a', 's1 c', 's2 b', 's2 c']);
    const unread = nextRequests(several, CONTEXT, { ...one, ...respond(sessions.slice(1), 403, '{}') });
    expect(unread).toHaveLength(6);
  });

  it('requests only the session if the query names no peer, then each of its peers', () => {
    const all = parsed({ sessionId: 's1' });
    const first = nextRequests(all, CONTEXT, {});
    expect(routesAndParams(first)).toEqual([['session', { session_id: 's1' }]]);
    const known = respond(first, 200, '{"id":"s1","peers":{"b":{"joined_at":"2025-02-06T12:00:01Z"},"a":{}}}');
    expect(nextRequests(all, CONTEXT, known).map(({ params }) => params.peer_id)).toEqual(['b', 'a']);
  });

  it('requests nothing more if the token was rejected or the server failed', () => {
    for (const status of [401, 403, 429, 500]) {
      expect(nextRequests(query, CONTEXT, respond(nextRequests(query, CONTEXT, {}), status, ''))).toEqual([]);
    }
  });
});

it('a substream query requests each pair that its filters keep', () => {
  const filters = [{ key: 'substream', operator: '!=', values: ['720p'] }];
  const query = parsed({
    queryType: 'substream',
    app: 'live',
    streamKeys: ['k1', 'k2'],
    substreams: ['native', '720p'],
    filters,
  });
  expect(nextRequests(query, CONTEXT, {}).map(({ params }) => params)).toEqual([
    { app: 'live', streamKey: 'k1', substream: 'native' },
    { app: 'live', streamKey: 'k2', substream: 'native' },
  ]);
});

describe('the requests of a substream query with codec and resolution', () => {
  const saved = { queryType: 'substream', app: 'live', streamKeys: ['k'], substreams: ['native', '720p'] };
  const PARAMS = { app: 'live', streamKey: 'k', substream: 'native' };

  it('requests the metadata of each substream that responded, and nothing after that whatever comes back', () => {
    const query = parsed({ ...saved, metadata: true });
    const [native, other] = nextRequests(query, CONTEXT, {});
    expect([native, other].map((request) => request?.route)).toEqual(['substream', 'substream']);
    const known = {
      ...respond(native === undefined ? [] : [native], 200, '{"data":{"id":"n"}}'),
      ...respond(other === undefined ? [] : [other], 404, '{}'),
    };
    const metadata = nextRequests(query, CONTEXT, known);
    expect(routesAndParams(metadata)).toEqual([['metadata', PARAMS]]);
    for (const status of [200, 401, 403, 404, 429, 500]) {
      expect(nextRequests(query, CONTEXT, { ...known, ...respond(metadata, status, '{}') })).toEqual([]);
    }
  });

  it.each(['numeric', 'live'])('requests no metadata if it is %s', (format) => {
    const query = parsed({ ...saved, metadata: true, format });
    const first = nextRequests(query, CONTEXT, {});
    const text = format === 'live' ? '{"points":[]}' : '{"data":{"id":"n"}}';
    expect(nextRequests(query, CONTEXT, respond(first, 200, text))).toEqual([]);
    expect(first).toEqual(nextRequests(parsed({ ...saved, format }), CONTEXT, {}));
  });
});
