import { DEMO_CALL, DEMO_PEERS } from '../src/core/demo/ids';
import { expect, test } from './fixtures';
import type { SavedQuery } from './hosts/host';
import { HUNDREDMS } from './sources';

const SENT_VIDEO: SavedQuery = {
  queryType: 'peerStats',
  sessionId: DEMO_CALL,
  peerIds: [DEMO_PEERS.guest],
  sides: ['publisher'],
  kinds: ['video'],
  metrics: ['bitrate'],
};

test('draws a series for each simulcast layer a peer sent', async ({ host }) => {
  await host.openQuery(HUNDREDMS, SENT_VIDEO);
  for (const layer of ['high', 'medium', 'low']) {
    await expect(host.series(layer)).toHaveCount(1);
  }
});

test('names the series by the legend template', async ({ host }) => {
  await host.openQuery(HUNDREDMS, { ...SENT_VIDEO, legend: '{{rid}} of {{side}}' });
  await expect(host.series(/^h of publisher$/)).toBeVisible();
});

test('shows the samples of a track as a table with units', async ({ host }) => {
  await host.openQuery(HUNDREDMS, { ...SENT_VIDEO, metrics: [], format: 'table' });
  await expect(host.cell(/^\d+ fps$/).first()).toBeVisible();
  await expect(host.cell(/^[\d.]+ [kM]b\/s$/).first()).toBeVisible();
});

test('says which session there is none of', async ({ host }) => {
  await host.openQuery(HUNDREDMS, { ...SENT_VIDEO, sessionId: 'no-such-session' });
  await expect(host.error()).toContainText(/100ms answered 404 for .*session no-such-session.*\. There is no session/);
});

test('asks for nothing while the query is unfinished', async ({ host, page }) => {
  await host.openQuery(HUNDREDMS, { ...SENT_VIDEO, sessionId: undefined });
  // The first call stands in for the one that is missing, until somebody takes it out.
  await expect(page.getByRole('combobox', { name: 'Session' })).toHaveValue(/./);
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/resources\/fetch$|\/api\/ds\/query/.test(request.url())) {
      asked.push(request.url());
    }
  });
  await page.getByRole('button', { name: 'Clear value' }).first().click();
  await expect(page.getByText(/^Not finished: Session/)).toBeVisible();
  expect(asked).toEqual([]);
});
