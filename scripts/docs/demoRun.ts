import { respond } from '../../src/core/demo';
import { runInBrowserHost } from '../../testdata/browserHost';
import type { Frame } from '../../src/core';

/** When the queries of the docs run: the demo gives the same for one instant. */
const NOW = Date.parse('2026-01-15T09:45:00Z');
const CONTEXT = { service: 'demo', now: NOW, range: { from: NOW - 3_600_000, to: NOW } } as const;

/** The paths of routes, with the names of their parameters; other parameters belong to the query of the URL. */
const PATHS: Readonly<Record<string, string>> = {
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

/** The frames of a query on the demo, and the routes that it requests. */
export function runOnDemo(query: unknown): { readonly frames: readonly Frame[]; readonly routes: readonly string[] } {
  const routes: string[] = [];
  const result = runInBrowserHost(query, CONTEXT, ({ route, params }) => {
    routes.push(route);
    const path = (PATHS[route] ?? '').replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    return respond({ path, query: params }, NOW);
  });
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return { frames: result.value, routes };
}
