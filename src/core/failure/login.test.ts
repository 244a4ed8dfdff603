import type { UpstreamResponse } from '../protocol';
import { STORM_INFO_REQUEST } from '../storm/requests';
import { upstreamFailure } from './upstreamError';

const BODY = '{"message":"Username or password is incorrect"}';

it.each<[string, UpstreamResponse, string]>([
  [
    'a wrong password',
    { fault: 'loginRejected', detail: '', login: { retryIn: 60, status: 401, text: BODY } },
    'the login failed (401 Username or password is incorrect; the next login is tried in 60 s).',
  ],
  [
    'a password that ends with a blank',
    { fault: 'loginRejected', detail: '', login: { retryIn: 60, status: 401, text: '', isPadded: true } },
    '(401 no message (the password begins or ends with a blank); the next login is tried in 60 s)',
  ],
  [
    'a response without a token',
    { fault: 'loginRejected', detail: 'the answer holds no access token', login: { retryIn: 60 } },
    'the login failed (the answer holds no access token; the next login is tried in 60 s).',
  ],
  [
    'a login page',
    { fault: 'loginRejected', detail: '', login: { retryIn: 60, status: 200, text: '<title>Sign in</title>' } },
    'the login failed (a web page answers the login: "Sign in"; the next login is tried in 60 s).',
  ],
  [
    'too many logins in the count of the backend',
    { fault: 'loginLimited', detail: '', login: { retryIn: 42 } },
    '(Storm takes 5 logins a minute from one address, and they are used up; the next is possible in 42 s). Try again then.',
  ],
  [
    'too many logins in the response of the server',
    { fault: 'loginLimited', detail: '', login: { retryIn: 300, status: 429, text: 'too often', retryAfter: '300' } },
    '(Storm takes no login now: too often; the next login is tried in 300 s)',
  ],
  [
    'a Retry-After longer than the backend waits',
    {
      fault: 'loginLimited',
      detail: '',
      login: { retryIn: 900, status: 429, text: 'too often', retryAfter: '2000000000' },
    },
    'too often (it says in 2000000000 s); the next login is tried in 900 s)',
  ],
  [
    'a dropped connection',
    { fault: 'unreachable', detail: 'EOF', login: { retryIn: 15 } },
    'the connection failed (EOF; the next login is tried in 15 s).',
  ],
  [
    'no listening server',
    { fault: 'refused', detail: 'connection refused', login: { retryIn: 0 } },
    'nothing is listening at that address (connection refused).',
  ],
  [
    'a server error',
    { status: 500, contentType: 'application/json', text: '{"message":"out of order"}', login: { retryIn: 15 } },
    'Storm answered 500 for the server info: at the login: out of order; the next login is tried in 15 s.',
  ],
  [
    'a redirect',
    { status: 307, contentType: '', text: '', location: 'https://storm.test/api', login: { retryIn: 15 } },
    'at the login: it leads to https://storm.test/api; the next login is tried in 15 s. Peerlens does not follow redirects',
  ],
  [
    'a wrong path, even with a JSON response',
    { status: 404, contentType: 'application/json', text: '{"message":"not found"}', login: { retryIn: 60 } },
    'at the login: not found; the next login is tried in 60 s. Check the URL in the data source settings.',
  ],
])('describes a login that failed with %s', (_, answer, message) => {
  expect(upstreamFailure(STORM_INFO_REQUEST, answer).message).toContain(message);
});

it('a redirect of a request names its target', () => {
  const answer = { status: 302, contentType: 'text/html', text: '', location: 'https://storm.test/sign-in' };
  expect(upstreamFailure(STORM_INFO_REQUEST, answer).message).toContain('it leads to https://storm.test/sign-in.');
});
