import { healthOf, healthRequest } from './health';
import type { UpstreamResponse, Service } from './protocol';

const json = (status: number, text = '{"message":"said so"}'): UpstreamResponse => ({
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

it.each<[string, UpstreamResponse]>([
  ['Settings', { fault: 'settings', detail: 'the token is missing' }],
  ['Host', { fault: 'dns', detail: 'no such host' }],
  ['Host', { fault: 'timeout', detail: 'deadline exceeded' }],
  ['Host', { status: 404, contentType: 'text/html', text: 'Not Found' }],
  ['TLS', { fault: 'tls', detail: 'unknown authority' }],
  ['Authentication', { fault: 'loginRejected', detail: '401 Username or password is incorrect' }],
  ['Authentication', { fault: 'loginLimited', detail: 'the next is possible in 42 s' }],
  ['Authentication', json(401)],
  ['Permission', { status: 403, contentType: 'text/html', text: '<h1>Forbidden</h1>' }],
  ['Rate limit', json(429)],
  ['Server', json(500)],
  ['Server', { status: 502, contentType: 'text/html', text: 'Bad Gateway' }],
  ['Host', json(302, '')],
  ['Host', json(404, '')],
  ['Answer', json(200, '{"code":')],
  ['Answer', json(200, '{"code":7}')],
  ['Answer', { status: 200, contentType: 'text/html', text: '<h1>Sign in</h1>' }],
  ['Answer', json(418)],
  ['Settings', { fault: 'settingsChanged', detail: 'the query began before that' }],
  ['Plugin', { fault: 'internal', detail: 'a panic' }],
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
  [{ endsIn: 6.9 * 86_400_000 }, '; the token ends in 6 d, and must be replaced before.'],
  [{ endsIn: 30_000 }, '; the token ends in 30 s, and must be replaced before.'],
  [{ endsIn: 0 }, '; by its own date the token has expired.'],
])('reports what is known about the token: %o', (proof, end) => {
  expect(healthOf('100ms', json(404), proof)).toEqual({
    ok: true,
    value: `Reached 100ms; the token may read peer stats${end}`,
  });
});

it.each<[Service, UpstreamResponse, string]>([
  [
    '100ms',
    { fault: 'settings', detail: 'the access key is missing (jsonData.accessKey)' },
    'Settings: The access key is missing.',
  ],
  [
    '100ms',
    json(403),
    'Permission: 100ms answered 403 for peer stats: said so. The token has no permission to read analytics.',
  ],
  [
    '100ms',
    { ...json(401), auth: 'appKey' },
    'Authentication: 100ms refused the access key or secret (401): said so. The access key or the app secret is wrong, or the clock of the Grafana server is off.',
  ],
  [
    '100ms',
    { ...json(401), blockedBy: { route: 'peerStats', params: healthRequest('100ms').params, since: 3, retryIn: 27 } },
    'Authentication: 100ms refused the management token (401) 3 s ago. The next request is possible in 27 s: said so. The management token is wrong or expired. Enter a new one in the data source settings.',
  ],
  [
    'storm',
    { fault: 'loginRejected', detail: '', login: { retryIn: 0, status: 401, text: '{"message":"said so"}' } },
    'Authentication: Storm refused the user name or password (401 said so). Check user name, password and path prefix in the data source settings. Grafana cuts a password from a provisioning file at a $: write $$ for it.',
  ],
  [
    'storm',
    { status: 404, contentType: 'text/html', text: '<h1>Not Found</h1>', login: { retryIn: 60 } },
    'Host: Storm is not at this URL (404): Not Found. Check the URL and the path prefix in the data source settings, and that the server is Storm 3 or later.',
  ],
  [
    'storm',
    json(200, '{"status":"success","data":{"version":"2.4.1"}}'),
    'Server: Storm 2.4.1 answers at this URL. Its API is another: Peerlens reads Storm 3 and later.',
  ],
  [
    'storm',
    { status: 200, contentType: 'text/html', text: '<title>Sign in</title>' },
    'Answer: A web page answers at this URL, not Storm: "Sign in". It may be the login page of a proxy. Check the URL in the data source settings.',
  ],
  [
    'storm',
    { fault: 'loginRejected', detail: '', login: { retryIn: 60, status: 200, text: '<title>Sign in</title>' } },
    'Authentication: A web page answers at this URL, not Storm: "Sign in". It may be the login page of a proxy. Check the URL in the data source settings.',
  ],
  [
    'storm',
    { ...json(302, ''), location: 'https://sso.example.com/login' },
    'Host: The server sends each request on to https://sso.example.com/login (302). If Storm is there, enter that address as the URL. If it is a login page, enter an address that needs none.',
  ],
  [
    '100ms',
    { fault: 'tls', detail: 'http: server gave HTTP response to HTTPS client' },
    'TLS: The TLS connection failed (http: server gave HTTP response to HTTPS client). This server speaks plain HTTP: begin the URL in the data source settings with http://, or name its port for HTTPS.',
  ],
])('tells the author of the settings what to change: %s %o', (service, answer, message) => {
  expect(healthOf(service, answer)).toMatchObject({ ok: false, failure: { message } });
});

it('names no ID of the request in a failure or its details', () => {
  const health = healthOf('100ms', json(500));
  expect(health).toMatchObject({ ok: false, failure: { details: '100ms answered 500 for peer stats: said so.' } });
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
