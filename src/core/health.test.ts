import { healthOf, healthRequest } from './health';
import type { Answer } from './protocol';

const json = (status: number, text = '{"message":"said so"}'): Answer => ({
  status,
  contentType: 'application/json',
  text,
});

it('asks 100ms for stats that no session has, and Storm for its server info', () => {
  expect(healthRequest('100ms').route).toBe('peerStats');
  expect(healthRequest('storm').route).toBe('stormInfo');
});

it.each([200, 400, 404])('a %i of 100ms proves that the token was accepted', (status) => {
  expect(healthOf('100ms', json(status))).toEqual({ ok: true, value: 'Reached 100ms; the token may read peer stats.' });
});

it.each<[string, Answer, string]>([
  ['a refused token', json(401), '100ms answered 401 for'],
  ['a token without permission', json(403), 'The token lacks the permission to read analytics.'],
  [
    'a 404 of another server',
    { status: 404, contentType: 'text/html', text: '<h1>Not Found</h1>' },
    '100ms answered 404 for',
  ],
  ['a dead host', { fault: 'refused', words: 'connect: connection refused' }, 'nothing listens at that address'],
])('%s does not', (_, answer, words) => {
  const health = healthOf('100ms', answer);
  expect(health.ok ? health.value : health.failure.message).toContain(words);
  expect(health.ok).toBe(false);
});

it('Storm tells its version', () => {
  expect(healthOf('storm', json(200, '{"data":{"version":"3.0.1","serverName":"edge-1"}}'))).toEqual({
    ok: true,
    value: 'Reached Storm 3.0.1 (edge-1).',
  });
  expect(healthOf('storm', json(200, '{"data":{"cpu":1}}'))).toEqual({
    ok: true,
    value: 'Reached Storm of an unnamed version.',
  });
  expect(healthOf('storm', json(403)).ok).toBe(false);
});
