import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { advance, decode, parseQuery, type Answer, type Frame, type Results, type Route } from '../../src/core';

/** The instant at which the queries of the docs run: the demo gives the same for one instant. */
const INSTANT = '2026-01-15T09:45:00Z';
const NOW = Date.parse(INSTANT);
const CONTEXT = { service: 'demo', now: NOW, range: { from: NOW - 3_600_000, to: NOW } } as const;

/** The paths of routes, with the names of their parameters; other parameters belong to the query of the URL. */
const PATHS: Readonly<Partial<Record<Route, string>>> = {
  peerStats: '/v2/analytics/peer-stats',
  session: '/v2/sessions/:session_id',
  sessions: '/v2/sessions',
  rooms: '/v2/rooms',
  events: '/v2/analytics/events',
  substream: '/api/streams/:app/:streamKey/:substream',
  metadata: '/api/streams/:app/:streamKey/:substream/metadata',
  journal: '/api/streams/:app/:streamKey/:substream/journal',
  stream: '/api/streams/:app/:streamKey',
  streams: '/api/streams',
  applications: '/api/applications',
};

interface DemoRun {
  readonly frames: readonly Frame[];
  readonly routes: readonly Route[];
}

export type RunOnDemo = (query: unknown) => Promise<DemoRun>;

type Respond = (path: string, params: Readonly<Record<string, string>>) => Promise<Answer>;

/** Starts the demo for as long as `work` runs queries on it. */
export async function withDemo(work: (run: RunOnDemo) => Promise<void>): Promise<void> {
  const args = ['run', './simulator/cmd/simulator', '-listen', '127.0.0.1:0', '-now', INSTANT];
  // `go run` does not pass a signal on to what it started: both are stopped as one group.
  const simulator = spawn('go', args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  try {
    const [line] = (await once(simulator.stdout, 'data')) as [Buffer];
    const address = /http:\S+/.exec(line.toString())?.[0] ?? '';
    await work((query) => runOnDemo(query, (path, params) => respond(address, path, params)));
  } finally {
    if (simulator.pid !== undefined) {
      process.kill(-simulator.pid);
    }
  }
}

async function runOnDemo(query: unknown, ask: Respond): Promise<DemoRun> {
  const parsed = parseQuery(query, CONTEXT.service);
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  const routes: Route[] = [];
  let results: Results = {};
  let step = advance(parsed.value, CONTEXT, results);
  while ('requests' in step) {
    for (const request of step.requests) {
      const { route, params } = request;
      routes.push(route);
      const path = (PATHS[route] ?? '').replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      results = { ...results, [request.key]: decode(request, await ask(path, params)) };
    }
    step = advance(parsed.value, CONTEXT, results);
  }
  const { result } = step;
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return { frames: result.value, routes };
}

async function respond(address: string, path: string, params: Readonly<Record<string, string>>): Promise<Answer> {
  const token = path.startsWith('/v2/') ? 'demo-management-token' : 'demo-storm-token';
  const response = await fetch(`${address}${path}?${new URLSearchParams(params).toString()}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const contentType = response.headers.get('Content-Type') ?? '';
  return { status: response.status, contentType, text: await response.text() };
}
