// Runs a query on the demo generator at one instant, so that what the docs show is what it answers.
import { core } from './core.mjs';

/** When the docs' queries are run. */
const NOW = Date.parse('2026-01-15T09:45:00Z');
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

/** The frames of a query, and how many requests of each route it made. */
export function demoRun(saved) {
  const parsed = core.parseQuery(saved, CONTEXT.service);
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  const outcomes = {};
  const requests = [];
  for (let wanted = core.plan(parsed.value, CONTEXT, outcomes); wanted.length > 0;) {
    for (const request of wanted) {
      const answer = core.respond({ path: PATHS[request.route](request.params), query: request.params }, NOW);
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
