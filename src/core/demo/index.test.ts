import fc from 'fast-check';
import { INTERVAL } from './clock';
import { DEMO_CALL, DEMO_PEERS, DEMO_ROOMS } from './ids';
import { respond } from './index';

const NOON = Date.UTC(2026, 10, 22, 12);

const segment = fc.oneof(
  fc.constantFrom('v2', 'api', 'analytics', 'peer-stats', 'sessions', 'streams', 'server', 'info', DEMO_CALL),
  fc.constantFrom('live', 'studio', 'native', '%ff', '%2f', '..', '', '__proto__', 'constructor'),
  fc.string({ unit: 'binary' })
);
const path = fc.oneof(
  fc.constantFrom(
    '/v2/analytics/peer-stats',
    '/v2/sessions/latest-call',
    '/v2/sessions',
    '/v2/rooms',
    '/v2/analytics/events',
    '/api/applications',
    '/api/streams',
    '/api/streams/live/stage',
    '/api/streams/live/stage/720p/journal',
    '/api/streams/live/stage/720p',
    '/api/streams/live/stage/720p/metadata',
    '/api/server/info'
  ),
  fc.array(segment, { maxLength: 6 }).map((segments) => '/' + segments.join('/')),
  fc.string({ unit: 'binary' })
);
const query = fc.oneof(
  fc.dictionary(fc.string(), fc.string()),
  fc.record({
    session_id: fc.oneof(fc.constant(DEMO_CALL), fc.string()),
    peer_id: fc.oneof(fc.constantFrom(...Object.values(DEMO_PEERS)), fc.string()),
  }),
  fc.record(
    {
      room_id: fc.oneof(fc.constantFrom(...Object.values(DEMO_ROOMS)), fc.string()),
      limit: fc.oneof(fc.constant('20'), fc.string()),
      active: fc.constantFrom('true', 'false', 'yes'),
      after: fc.oneof(fc.constant('2026-11-22T00:00:00.000Z'), fc.constant('2026-13-22T00:00:00.000Z'), fc.string()),
      start: fc.oneof(fc.constantFrom('6b02af10ca11000000000003', '6b02af10:6adb6284:1f'), fc.string()),
      type: fc.string(),
      page: fc.oneof(fc.constantFrom('1', '0', '999999999'), fc.string()),
      rowsPerPage: fc.oneof(fc.constantFrom('1', '0', '999999999'), fc.string()),
    },
    { requiredKeys: [] }
  )
);

test('whatever is asked, and whenever, the answer is JSON', () => {
  fc.assert(
    fc.property(
      path,
      query,
      fc.oneof(fc.double(), fc.integer({ min: 0, max: 4_294_967_295_000 })),
      (path, query, now) => {
        const { status, contentType, text } = respond({ path, query }, now);
        expect([200, 400, 404]).toContain(status);
        expect(contentType).toBe('application/json');
        expect(typeof JSON.parse(text)).toBe('object');
      }
    ),
    { numRuns: 500 }
  );
});

test('instants of one interval get the same bytes', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((second) => second * INTERVAL);
  const after = fc.integer({ min: 0, max: INTERVAL - 1 });
  fc.assert(
    fc.property(path, query, instant, after, (path, query, now, later) => {
      expect(respond({ path, query }, now + later)).toEqual(respond({ path, query }, now));
    }),
    { numRuns: 300 }
  );
});

test.each([
  ['/v2/sessions/latest%2Dcall', 200],
  ['/v2/sessions/latest-call/', 404],
  ['/v2/sessions/a%2Fb', 404],
  ['/v2/sessions/%ff', 404],
  ['/api/streams/live/studio', 200],
  ['/api/streams/live/', 404],
  ['/v2/sessions/6b02af10ca11000000000003', 200],
  ['/api/streams/live/studio/native/metadata', 200],
  ['/api/streams/live/pitch/360p/metadata', 404],
  ['/api/streams/live/studio/native/source', 404],
  ['/api/streams/live/studio/n%61tive', 200],
  ['/api/server/info', 200],
  ['', 404],
])('%s answers %d', (path, status) => {
  expect(respond({ path, query: {} }, NOON).status).toBe(status);
});

test('a path that a service does not have is an error in its own shape', () => {
  const bodies = ['/v2/recordings', '/api/viewers'].map((path) => respond({ path, query: {} }, NOON).text);
  expect(bodies).toEqual(['{"code":404,"message":"not found","details":[]}', '{"message":"Not found"}']);
});

test("the server's info names its applications, under its own envelope", () => {
  expect(JSON.parse(respond({ path: '/api/server/info', query: {} }, NOON + 1).text)).toMatchObject({
    metadata: { generatedAt: NOON },
    data: {
      version: '3.0.1',
      applicationList: [
        { name: 'live', type: 'MONO' },
        { name: 'arena', type: 'MONO' },
      ],
    },
  });
});
