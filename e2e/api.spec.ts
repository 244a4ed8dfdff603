import { DEMO_CALL, DEMO_PEERS } from '../src/core/demo/ids';
import { expect, test } from './fixtures';
import { DEMO, HUNDREDMS } from './sources';

const QUERY = {
  datasource: { uid: HUNDREDMS, type: 'peerlens-quality-datasource' },
  queryType: 'peerStats',
  sessionId: DEMO_CALL,
  peerIds: [DEMO_PEERS.guest],
  metrics: ['packet_loss_percent'],
  format: 'numeric',
};
const LAST_HOUR = { from: 'now-1h', to: 'now' };

test('the backend answers a good query beside a bad one', async ({ host }) => {
  const { request } = host.page;
  const good = await request.post('/api/ds/query', { data: { queries: [{ ...QUERY, refId: 'A' }], ...LAST_HOUR } });
  expect(good.status()).toBe(200);
  const both = await request.post('/api/ds/query', {
    data: {
      queries: [
        { ...QUERY, refId: 'A' },
        { ...QUERY, refId: 'B', sessionId: '$call' },
      ],
      ...LAST_HOUR,
    },
  });
  expect(both.status()).toBe(400);
  expect(await both.json()).toMatchObject({
    results: {
      A: { status: 200, frames: [{ schema: { refId: 'A', meta: { type: 'numeric-long', typeVersion: [0, 1] } } }] },
      B: { status: 400, error: expect.stringContaining('$call') },
    },
  });
});

test('health is told as Grafana tells it', async ({ host }) => {
  const health = await host.page.request.get(`/api/datasources/uid/${DEMO}/health`);
  expect(health.status()).toBe(200);
  expect(await health.json()).toMatchObject({ status: 'OK', message: expect.stringContaining('demo generator') });
});

test('a viewer reaches no resource but the allowed ones', async ({ host }) => {
  for (const path of ['admin', 'fetch/..%2fadmin', '']) {
    const response = await host.page.request.post(`/api/datasources/uid/${DEMO}/resources/${path}`, { data: {} });
    expect(response.status(), path).toBe(404);
  }
});
