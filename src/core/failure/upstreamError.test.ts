import { metadataRequest, SERVER_METRICS_REQUEST, STORM_INFO_REQUEST } from '../storm/requests';
import { peerStatsRequest } from '../hundredms/requests';
import { requestOf, type UpstreamResponse, type Auth } from '../protocol';
import { ROUTES } from '../routes';
import { unreadable, upstreamFailure } from './upstreamError';

const PEER_STATS = peerStatsRequest({ session_id: 's', peer_id: 'p' });

it.each<[Auth | undefined, string]>([
  [undefined, 'The management token is wrong'],
  ['token', 'The management token is wrong'],
  ['appKey', 'The access key or the app secret is wrong, or the clock of the Grafana server is off'],
])('advises on a 401 of 100ms by the rejected credential: %s', (auth, advice) => {
  const answer = { status: 401, contentType: '', text: '', ...(auth === undefined ? {} : { auth }) };
  expect(upstreamFailure(PEER_STATS, answer).message).toContain(advice);
});

it.each<[Auth, string]>([
  ['token', 'The token is wrong or expired'],
  ['login', 'The login succeeded, but this user may not read this.'],
  ['apiKey', 'The API key is wrong'],
])('advises on a 401 of Storm by the rejected credential: %s', (auth, advice) => {
  expect(upstreamFailure(STORM_INFO_REQUEST, { status: 401, contentType: '', text: '', auth }).message).toContain(
    advice
  );
});

it.each([
  ['300', 'in 240 s. Too many requests'],
  ['301', 'in 240 s. Too many requests'],
  ['2000000000', 'in 240 s (it says in 2000000000 s). Too many requests'],
  ['Sun, 22 Nov 2026 12:00:00 GMT', 'in 240 s. Too many requests'],
])('a cooldown reports when it ends, and the Retry-After of the upstream if that is later: %s', (retryAfter, when) => {
  const blockedBy = { route: 'peerStats', params: PEER_STATS.params, since: 60, retryIn: 240 } as const;
  const answer = { status: 429, contentType: '', text: '', retryAfter, blockedBy };
  expect(upstreamFailure(PEER_STATS, answer).message).toContain(`The next request is possible ${when}`);
});

it.each<[UpstreamResponse, string]>([
  [
    { fault: 'tls', detail: 'http: server gave HTTP response to HTTPS client' },
    'begin the URL in the data source settings with http://',
  ],
  [
    { status: 400, contentType: 'text/plain', text: 'Client sent an HTTP request to an HTTPS server.' },
    'with https://.',
  ],
  [
    { status: 400, contentType: 'text/html', text: '<title>400 The plain HTTP request was sent to HTTPS port</title>' },
    'with https://.',
  ],
])('a URL with the wrong scheme is named: %o', (answer, advice) => {
  expect(upstreamFailure(PEER_STATS, answer).message).toContain(advice);
});

it('a name that servers refuse is one that the request is about, and no cursor of a page', () => {
  const page = { status: 400, contentType: 'text/html', text: '<title>Bad Request</title>' };
  const metadata = metadataRequest({ app: 'live', stream: 'a/b', substream: '720p' });
  expect(upstreamFailure(metadata, page).message).toContain('another name than "a/b"');
  expect(upstreamFailure(requestOf('sessions', { start: 'x/y' }), page).message).not.toContain('x/y');
});

it.each([
  ['{"data":{"publisher":', 'It may have been cut off. Try again.'],
  ['{"data":{"fps":1.#QNAN}}', 'Check the URL'],
])('an answer that is not JSON may be cut off if it does not end as JSON does: %s', (text, advice) => {
  expect(unreadable(PEER_STATS, { status: 200, contentType: 'application/json', text }).message).toContain(advice);
});

it.each([STORM_INFO_REQUEST, SERVER_METRICS_REQUEST])(
  'no ID is blamed for a request without one: $route',
  (request) => {
    const { notFound = 'no advice' } = ROUTES[request.route];
    const answer = { contentType: 'application/json', text: '{"data":null}' };
    expect(unreadable(request, { ...answer, status: 200 }).message).toContain(notFound);
    expect(upstreamFailure(request, { ...answer, status: 404 }).message).toContain(notFound);
    expect(upstreamFailure(request, { ...answer, status: 400 }).message).toContain(
      'Check the URL in the data source settings.'
    );
  }
);

it('a login that must wait reports until when', () => {
  expect(
    upstreamFailure(STORM_INFO_REQUEST, { fault: 'loginLimited', detail: 'the next is possible in 42 s' })
  ).toMatchObject({
    source: 'upstream',
    status: 429,
    message:
      'Storm request for the server info failed: the login limit is reached (the next is possible in 42 s). Try again then.',
  });
});

it('a panic of the backend is a failure of the plugin', () => {
  expect(
    upstreamFailure(STORM_INFO_REQUEST, { fault: 'internal', detail: 'runtime error: index out of range' })
  ).toMatchObject({
    source: 'plugin',
    status: 500,
    message:
      'Storm request for the server info failed: the plugin failed (runtime error: index out of range). Report it with the query and the Grafana log.',
  });
});

describe('a failed request for metadata, which follows a response of its substream, blames neither the URL nor the token', () => {
  const METADATA = metadataRequest({ app: 'a', stream: 'k', substream: 'native' });
  const NONE = 'The server may have no metadata for it.';

  it.each([
    [401, 'may not read metadata'],
    [403, 'may not read metadata'],
    [404, NONE],
  ])('for a %d', (status, advice) => {
    const json = { status, contentType: 'application/json', text: '{"message":"no"}' };
    const page = { status, contentType: 'text/html', text: '<html>' };
    for (const answer of [json, page]) {
      const failure = upstreamFailure(METADATA, answer);
      expect(failure.status).toBe(status);
      expect(failure.message).toContain(`Storm answered ${status} for the metadata of a/k/native: `);
      expect(failure.message).toContain(advice);
    }
  });

  it('for a document without metadata', () => {
    expect(unreadable(METADATA, { status: 200, contentType: 'application/json', text: '{"data":null}' }).message).toBe(
      `Storm answered 200 for the metadata of a/k/native with JSON without data: "{"data":null}". ${NONE}`
    );
  });
});
