import type { Locator } from '@playwright/test';
import { expect, ON_GRAFANA, test } from './fixtures';
import { HUNDREDMS } from './sources';

/** Clicks, and counts the clicks: what a person has to do. */
class Clicks {
  count = 0;

  async on(target: Locator): Promise<void> {
    this.count++;
    await target.click();
  }
}

const LIMA = /Guest \(Lima\)'s uplink: [\d.]+ % packet loss; both other peers heard it\./;

test('support: from the home page to whose fault a bad call was in 4 clicks', async ({ host: { page } }) => {
  test.skip(!ON_GRAFANA, 'the workbench has no dashboards');
  const clicks = new Clicks();
  await page.goto('/');
  await clicks.on(page.getByRole('link', { name: 'Dashboards', exact: true }));
  await clicks.on(page.getByRole('link', { name: 'Peerlens', exact: true }));
  await clicks.on(page.getByRole('link', { name: 'Calls', exact: true }));
  const row = page
    .getByTestId('data-testid Panel header Peers, the worst first')
    .getByRole('row', { name: /Guest \(Lima\)/ });
  await clicks.on(row.first().getByRole('link', { name: /^[01]\.\d$/ }));
  await expect(page.getByTestId('data-testid Panel header Whose fault it was')).toContainText(LIMA);
  expect(clicks.count).toBeLessThanOrEqual(4);
});

test('support: a pasted session ID shows the scores of its call, the worst first', async ({ host }) => {
  const { page } = host;
  await host.openQuery(HUNDREDMS, { queryType: 'calls', sessionIds: ['nothing-yet'] });
  const sessions = page.getByRole('combobox', { name: 'Sessions' });
  await sessions.press('Backspace');
  await sessions.fill('latest-call');
  await sessions.press('Enter');
  await sessions.press('Tab');
  const worst = page.getByRole('row').nth(1);
  await expect(worst).toContainText('Guest (Lima)', { timeout: 20_000 });
  await expect(worst).toContainText('own uplink');
});

test('support: a call outside the range is one click away', async ({ host: { page } }) => {
  test.skip(!ON_GRAFANA, 'the workbench has its own range');
  const query = { refId: 'A', queryType: 'tracks', sessionId: 'latest-call', datasource: { uid: HUNDREDMS } };
  const left = { datasource: HUNDREDMS, queries: [query], range: { from: 'now-6h', to: 'now-5h' } };
  await page.goto(
    `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ left }) }).toString()}`
  );
  await expect(page.getByText(/^This call was on \d{4}-\d\d-\d\d \d\d:\d\d – \d\d:\d\d\.$/)).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(page.getByRole('cell', { name: /^Guest \(Lima\)$/ }).first()).toBeVisible();
});

test('operator: from the list of dashboards to which substream and why in 2 clicks', async ({ host: { page } }) => {
  test.skip(!ON_GRAFANA, 'the workbench has no dashboards');
  const clicks = new Clicks();
  await page.goto('/dashboards');
  await page.getByRole('link', { name: 'Peerlens', exact: true }).click();
  await clicks.on(page.getByRole('link', { name: 'Streams', exact: true }));
  const worst = page.getByTestId('data-testid Panel header Substreams now, the worst first').getByRole('row').nth(1);
  await expect(worst).toContainText(/Bad: audio and video [\d.]+ s apart\./);
  await clicks.on(worst.getByRole('link').first());
  await expect(page.getByTestId('data-testid Panel header How it is')).toContainText(/audio and video [\d.]+ s apart/);
  expect(clicks.count).toBeLessThanOrEqual(2);
});
