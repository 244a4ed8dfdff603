import { lastValueFrom, of } from 'rxjs';
import type { QueryResult, Results, UpstreamRequest } from '../core';
import { advance, decode, parseQuery } from '../core/all';
import { run } from './run';
import type { Reply } from './backendClient';

const HOUR = 3_600_000;
const NOW = Date.parse('2025-02-07T12:00:00Z');
const CONTEXT = {
  service: '100ms',
  now: NOW,
  range: { from: NOW - 12 * HOUR, to: NOW },
  settings: { maxPeers: 50 },
} as const;
const COUNT = 137;

const id = (i: number): string => i.toString(16).padStart(24, '0');

/** Sessions that ended within the range, of 3 to 7 peers. */
const SESSIONS = Array.from({ length: COUNT }, (_, i) => {
  const [from, to] = [NOW - (i + 2) * 300_000, NOW - (i + 1) * 300_000].map((time) => new Date(time).toISOString());
  const peers = Array.from({ length: 3 + (i % 5) }, (__, p): [string, object] => [
    `${id(i)}-${p}`,
    { name: `Peer ${p}`, joined_at: from },
  ]);
  const room_id = `room-${i % 4}`;
  return { id: id(i), room_id, active: false, created_at: from, updated_at: to, peers: Object.fromEntries(peers) };
});
const PEERS = SESSIONS.flatMap(({ peers }) => Object.keys(peers));

const STATS = { publisher: { audio: [{ time_series: { timestamps: [NOW - HOUR], bitrate: [1] } }] } };

function documentOf({ route, params }: UpstreamRequest): unknown {
  if (route === 'rooms') {
    return { limit: 100, data: [0, 1, 2, 3].map((i) => ({ id: `room-${i}`, name: `Room ${i}` })), last: '' };
  }
  if (route === 'sessions') {
    const from = Number(params.start ?? 0);
    const data = params.active === 'true' ? [] : SESSIONS.slice(from, from + 100);
    return { limit: 100, data, last: from + 100 < COUNT ? String(from + 100) : '' };
  }
  return route === 'session' ? SESSIONS.find((session) => session.id === params.session_id) : STATS;
}

/** The backend, which answers again what it was asked within the cache's time, and counts what it was not. */
function backend() {
  const asked: string[] = [];
  const kept = new Map<string, Reply>();
  const fetch = (requests: readonly UpstreamRequest[]) =>
    of(
      new Map(
        requests.map((request): [string, Reply] => {
          const known = kept.get(request.key);
          if (known !== undefined) {
            return [request.key, known];
          }
          asked.push(request.route);
          const text = JSON.stringify(documentOf(request));
          const outcome = decode(request, { status: 200, contentType: 'application/json', text });
          const reply = { outcome, cost: { requests: 1, shared: 0, bytes: text.length } };
          kept.set(request.key, reply);
          return [request.key, reply];
        })
      )
    );
  return { asked, fetch };
}

/**
 * A dashboard whose variables are room, session (All) and peer (All), with a panel of all peers and one of the calls.
 */
const DASHBOARD = [
  { queryType: 'list', list: 'rooms' },
  { queryType: 'list', list: 'sessions' },
  { queryType: 'list', list: 'peers', sessionId: SESSIONS.map((session) => session.id) },
  { queryType: 'sessions', limit: 200 },
  { queryType: 'peerStats', sessionId: SESSIONS.map((session) => session.id), peerIds: PEERS, metrics: ['bitrate'] },
];

it('137 calls cost a page of each list once and each peer once, and nothing the second time', async () => {
  const { asked, fetch } = backend();
  const load = async () => {
    for (const query of DASHBOARD) {
      const parsed = parseQuery({ refId: 'A', ...query }, CONTEXT.service);
      const next = (results: Results) => (parsed.ok ? advance(parsed.value, CONTEXT, results) : { result: parsed });
      const { result } = await lastValueFrom(run<QueryResult>(next, { fetch }));
      expect(result.ok).toBe(true);
    }
  };
  await load();
  const counts = Object.fromEntries(
    [...new Set(asked)].map((route) => [route, asked.filter((one) => one === route).length])
  );
  expect(counts).toEqual({ rooms: 1, sessions: 3, peerStats: PEERS.length });
  await load();
  expect(asked).toHaveLength(1 + 3 + PEERS.length);
});
