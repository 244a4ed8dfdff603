import { healthOf, healthRequest } from './health';
import type { Answer } from './protocol';

const json = (status: number, text = '{"message":"said so"}'): Answer => ({
  status,
  contentType: 'application/json',
  text,
});

it('requests stats that no session has from 100ms, and the server info from Storm', () => {
  expect(healthRequest('100ms').route).toBe('peerStats');
  expect(healthRequest('storm').route).toBe('stormInfo');
});

it.each([400, 404])('a %i of 100ms proves that the token was accepted', (status) => {
  expect(healthOf('100ms', json(status))).toEqual({ ok: true, value: 'Reached 100ms; the token may read peer stats.' });
});

it.each<[string, Answer, string]>([
  ['a rejected token', json(401), '100ms answered 401 for'],
  ['a token without permission', json(403), 'The token has no permission to read analytics.'],
  [
    'a 404 of another server',
    { status: 404, contentType: 'text/html', text: '<h1>Not Found</h1>' },
    '100ms answered 404 for',
  ],
  ['half a document', json(200, '{"publisher":'), '100ms answered 200 for'],
  ['an empty 404', json(404, ''), '100ms answered 404 for'],
  ['a dead host', { fault: 'refused', detail: 'connect: connection refused' }, 'nothing is listening at that address'],
])('%s does not prove it', (_, answer, words) => {
  const health = healthOf('100ms', answer);
  expect(health.ok ? health.value : health.failure.message).toContain(words);
  expect(health.ok).toBe(false);
});

it.each<[string, Answer]>([
  ['Settings', { fault: 'settings', detail: 'the token is missing' }],
  ['Host', { fault: 'dns', detail: 'no such host' }],
  ['Host', { fault: 'timeout', detail: 'deadline exceeded' }],
  ['Host', { status: 404, contentType: 'text/html', text: 'Not Found' }],
  ['TLS', { fault: 'tls', detail: 'unknown authority' }],
  ['Authentication', { fault: 'login', detail: '401 Username or password is incorrect' }],
  ['Authentication', { fault: 'wait', detail: 'the next is possible in 42 s' }],
  ['Authentication', json(401)],
  ['Permission', { status: 403, contentType: 'text/html', text: '<h1>Forbidden</h1>' }],
  ['Rate limit', json(429)],
  ['Server', json(500)],
  ['Server', { status: 502, contentType: 'text/html', text: 'Bad Gateway' }],
  ['Host', json(302, '')],
  ['Answer', json(200, '{"code":')],
  ['Answer', json(200, '{"code":7}')],
  ['Answer', { status: 200, contentType: 'text/html', text: '<h1>Sign in</h1>' }],
  ['Answer', json(418)],
  ['Plugin', { fault: 'broken', detail: 'a panic' }],
  ['Answer', { fault: 'tooLarge', detail: 'more than 16777216' }],
])('a failure names its stage: %s', (stage, answer) => {
  for (const service of ['100ms', 'storm'] as const) {
    const health = healthOf(service, answer);
    expect(health.ok ? health.value : health.failure.message).toMatch(new RegExp(`^${stage}: `));
  }
});

it.each([
  [{ renewsIn: 840_000, endsIn: 900_000 }, '; the token renews in 14 min.'],
  [{ renewsIn: -1, endsIn: 100 }, '; the token renews now.'],
  [{ endsIn: 6.9 * 86_400_000 }, '; the token ends in 6 days, and must be replaced before.'],
  [{ endsIn: 30_000 }, '; the token ends in 30 s, and must be replaced before.'],
  [{ endsIn: 0 }, '; by its own date the token has expired.'],
])('reports what is known about the token: %o', (proof, end) => {
  expect(healthOf('100ms', json(404), proof)).toEqual({
    ok: true,
    value: `Reached 100ms; the token may read peer stats${end}`,
  });
});

it('a Storm login is proven even if the user may not read the server info', () => {
  const proof = { user: 'viewer', renewsIn: 840_000 };
  expect(healthOf('storm', json(200, '{"data":{"version":"3.0.1"}}'), proof)).toEqual({
    ok: true,
    value: 'Reached Storm 3.0.1 as viewer; the token renews in 14 min.',
  });
  for (const status of [401, 403]) {
    expect(healthOf('storm', json(status), proof)).toEqual({
      ok: true,
      value:
        'Logged in to Storm as viewer; the token renews in 14 min. It may not read the server info, so access to streams could not be verified: ' +
        `Storm answered ${status} for the server info: said so.`,
    });
  }
});

it('Storm reports its version', () => {
  expect(healthOf('storm', json(200, '{"data":{"version":"3.0.1","serverName":"edge-1"}}'))).toEqual({
    ok: true,
    value: 'Reached Storm 3.0.1 (edge-1).',
  });
  expect(healthOf('storm', json(200, '{"data":{"cpu":1}}'))).toEqual({
    ok: true,
    value: 'Reached Storm of an unnamed version.',
  });
});

it.each([
  ['token', { endsIn: 600_000 }, 'Storm accepts the token; the token ends in 10 min, and must be replaced before.'],
  ['apiKey', {}, 'Storm accepts the API key.'],
] as const)('a %s is proven even if it may not read the server info', (auth, proof, known) => {
  expect(healthOf('storm', { ...json(403), auth }, proof)).toEqual({
    ok: true,
    value: `${known} It may not read the server info, so access to streams could not be verified: Storm answered 403 for the server info: said so.`,
  });
});

it('a 100ms token without permission fails at the permission stage', () => {
  const health = healthOf('100ms', json(403));
  expect(health.ok ? health.value : health.failure.message).toMatch(/^Permission: 100ms answered 403/);
});
