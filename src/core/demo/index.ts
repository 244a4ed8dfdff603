import { hundredmsError, stormError, type DemoAnswer } from './answer';
import { intervalOf } from './clock';
import { eventListAnswer } from './hundredms/eventList';
import { peerStatsAnswer } from './hundredms/peerStats';
import { roomListAnswer } from './hundredms/roomList';
import { sessionAnswer } from './hundredms/session';
import { sessionListAnswer } from './hundredms/sessionList';
import { applicationListAnswer } from './storm/applicationList';
import { infoAnswer } from './storm/info';
import { journalAnswer } from './storm/journal';
import { metadataAnswer } from './storm/metadata';
import { streamAnswer, streamListAnswer } from './storm/stream';
import { substreamAnswer } from './storm/substream';

/** A GET request, as either service would get it. */
interface DemoRequest {
  /** Escaped, as in a URL, without the query. */
  readonly path: string;
  /** Decoded. A parameter that was sent several times has its values joined by `&`. */
  readonly query: Readonly<Record<string, string>>;
}

interface DemoRoute {
  /** A segment that starts with a colon takes any text. */
  readonly path: string;
  /** `taken` holds the texts of the path's colon segments, in their order. */
  readonly answer: (taken: readonly string[], query: DemoRequest['query'], now: number) => DemoAnswer;
}

const ROUTES: readonly DemoRoute[] = [
  {
    path: '/v2/analytics/peer-stats',
    answer: (_, { session_id = '', peer_id = '' }, now) => peerStatsAnswer(session_id, peer_id, now),
  },
  { path: '/v2/analytics/events', answer: (_, query, now) => eventListAnswer(query, now) },
  { path: '/v2/rooms', answer: (_, query) => roomListAnswer(query) },
  { path: '/v2/sessions', answer: (_, query, now) => sessionListAnswer(query, now) },
  { path: '/v2/sessions/:id', answer: ([id = ''], _, now) => sessionAnswer(id, now) },
  { path: '/api/server/info', answer: (_taken, _query, now) => infoAnswer(now) },
  { path: '/api/applications', answer: (_, query, now) => applicationListAnswer(query, now) },
  { path: '/api/streams', answer: (_, query, now) => streamListAnswer(query, now) },
  {
    path: '/api/streams/:app/:stream',
    answer: ([app = '', stream = ''], _, now) => streamAnswer(app, stream, now),
  },
  {
    path: '/api/streams/:app/:stream/:substream/journal',
    answer: ([app = '', stream = '', substream = ''], query, now) => journalAnswer(app, stream, substream, query, now),
  },
  {
    path: '/api/streams/:app/:stream/:substream/metadata',
    answer: ([app = '', stream = '', substream = ''], _, now) => metadataAnswer(app, stream, substream, now),
  },
  {
    path: '/api/streams/:app/:stream/:substream',
    answer: ([app = '', stream = '', substream = ''], _, now) => substreamAnswer(app, stream, substream, now),
  },
];

/**
 * Answers a request as 100ms (`/v2/…`) or Storm (`/api/…`) would at an instant, milliseconds since the epoch. Two instants of one
 * `INTERVAL` get the same bytes, in every engine. Never throws: a path that neither service has is a 404.
 */
export function respond(request: DemoRequest, now: number): DemoAnswer {
  for (const { path, answer } of ROUTES) {
    const taken = match(path, request.path);
    if (taken !== null) {
      return answer(taken, request.query, intervalOf(now));
    }
  }
  return request.path.startsWith('/v2/') ? hundredmsError(404, 'not found') : stormError(404, 'Not found');
}

/** The texts that a route's colon segments stand for in a path; null where the path is not the route's. */
function match(route: string, path: string): readonly string[] | null {
  const wanted = route.split('/');
  const given = path.split('/');
  const fits = wanted.length === given.length && wanted.every((part, i) => part.startsWith(':') || part === given[i]);
  if (!fits) {
    return null;
  }
  try {
    return given.filter((_, i) => wanted[i]?.startsWith(':')).map(decodeURIComponent);
  } catch {
    return null;
  }
}
