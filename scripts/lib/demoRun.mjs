// Runs a query on the demo at one instant, so that what the docs show is what it answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { core } from './core.mjs';
import { root } from './root.mjs';

/** When the docs' queries are run. */
const INSTANT = '2026-01-15T09:45:00Z';
const NOW = Date.parse(INSTANT);
const HOUR = 3_600_000;
const CONTEXT = { service: 'demo', now: NOW, range: { from: NOW - HOUR, to: NOW } };

const encoded = (...names) => names.map(encodeURIComponent).join('/');

/** Where a route's path leaves its parameters; all others are the URL's. `pkg/upstream` has the same for real servers. */
const PATHS = {
  peerStats: () => '/v2/analytics/peer-stats',
  session: ({ session_id }) => `/v2/sessions/${encoded(session_id)}`,
  sessions: () => '/v2/sessions',
  rooms: () => '/v2/rooms',
  events: () => '/v2/analytics/events',
  substream: ({ app, streamKey, substream }) => `/api/streams/${encoded(app, streamKey, substream)}`,
  metadata: ({ app, streamKey, substream }) => `/api/streams/${encoded(app, streamKey, substream)}/metadata`,
  journal: ({ app, streamKey, substream }) => `/api/streams/${encoded(app, streamKey, substream)}/journal`,
  stream: ({ app, streamKey }) => `/api/streams/${encoded(app, streamKey)}`,
  streams: () => '/api/streams',
  applications: () => '/api/applications',
};

const simulator = spawn('go', ['run', './simulator/cmd/simulator', '-listen', '127.0.0.1:0', '-now', INSTANT], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  // `go run` does not pass a signal on to what it started.
  detached: true,
});
simulator.unref();
process.once('exit', () => simulator.exitCode ?? process.kill(-simulator.pid));
const [line] = await once(simulator.stdout, 'data');
const ADDRESS = /http:\S+/.exec(line)[0];
simulator.stdout.destroy();

/** What 100ms (`/v2/…`) or Storm (`/api/…`) answers. */
async function respond(path, params) {
  const token = path.startsWith('/v2/') ? 'demo-management-token' : 'demo-storm-token';
  const response = await fetch(`${ADDRESS}${path}?${new URLSearchParams(params)}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return { status: response.status, contentType: response.headers.get('Content-Type'), text: await response.text() };
}

/** The frames of a query, and how many requests of each route it made. */
export async function demoRun(saved) {
  const parsed = core.parseQuery(saved, CONTEXT.service);
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  const outcomes = {};
  const requests = [];
  for (let wanted = core.plan(parsed.value, CONTEXT, outcomes); wanted.length > 0;) {
    for (const request of wanted) {
      const answer = await respond(PATHS[request.route](request.params), request.params);
      outcomes[request.key] = core.decode(request, answer);
      requests.push(request.route);
    }
    wanted = core.plan(parsed.value, CONTEXT, outcomes);
  }
  const result = core.assemble(parsed.value, CONTEXT, outcomes);
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return { frames: result.value, requests };
}
