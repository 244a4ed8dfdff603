import { STORM_INFO_REQUEST } from '../storm/requests';
import { peerStatsRequest } from '../hundredms/requests';
import type { Auth } from '../protocol';
import { upstreamFailure } from './upstream';

const PEER_STATS = peerStatsRequest({ session_id: 's', peer_id: 'p' });

it.each<[Auth | undefined, string]>([
  [undefined, 'The management token is wrong'],
  ['token', 'The management token is wrong'],
  ['appKey', 'The access key or the app secret is wrong, or the clock of the Grafana server is off'],
])('a 401 of 100ms advises by what it refused: %s', (auth, advice) => {
  const answer = { status: 401, contentType: '', text: '', ...(auth === undefined ? {} : { auth }) };
  expect(upstreamFailure(PEER_STATS, answer).message).toContain(advice);
});

it.each<[Auth, string]>([
  ['token', 'The token is wrong or has expired'],
  ['login', 'It refused a token that it had just given'],
  ['apiKey', 'The API key is wrong'],
])('a 401 of Storm advises by what it refused: %s', (auth, advice) => {
  expect(upstreamFailure(STORM_INFO_REQUEST, { status: 401, contentType: '', text: '', auth }).message).toContain(
    advice
  );
});

it('a login that has to wait says until when', () => {
  expect(upstreamFailure(STORM_INFO_REQUEST, { fault: 'wait', words: 'the next is possible in 42 s' })).toMatchObject({
    source: 'upstream',
    status: 429,
    message:
      'Storm could not be asked for its server info: it may not be asked yet (the next is possible in 42 s). Try again then.',
  });
});

it('a panic of the backend is the fault of the plugin', () => {
  expect(
    upstreamFailure(STORM_INFO_REQUEST, { fault: 'broken', words: 'runtime error: index out of range' })
  ).toMatchObject({
    source: 'plugin',
    status: 500,
    message:
      'Storm could not be asked for its server info: the plugin failed (runtime error: index out of range). Report it with the query and what Grafana logged.',
  });
});
