import type { Page } from '@playwright/test';
import { expect, ON_GRAFANA, test } from './fixtures';
import { HUNDREDMS, STORM } from './sources';

test.skip(!ON_GRAFANA, 'the workbench gives a query no default');

test('a new query of 100ms shows the worst peers, and of another type the last call that ended', async ({ host }) => {
  const { page } = host;
  await openEmpty(HUNDREDMS, page);
  await expect(page.getByRole('radio', { name: 'Calls' })).toBeChecked();
  // The reading is the cold one of all calls.
  await expect(host.cell(/^[012]\.\d$/).first()).toBeVisible();

  await page.getByRole('radio', { name: 'Scores' }).check();
  await expect(page.getByRole('combobox', { name: 'Session' })).toHaveValue(
    /^\d{4}-\d\d-\d\d \d\d:\d\d – \d\d:\d\d · /
  );
  await expect(host.cell(/^(sent|received)$/).first()).toBeVisible();

  await page.getByRole('radio', { name: 'Peer stats' }).check();
  await expect(host.series(/./).first()).toBeVisible();
});

test('a new query of Storm shows the substreams of its first application', async ({ host }) => {
  const { page } = host;
  await openEmpty(STORM, page);
  await expect(page.getByRole('combobox', { name: 'Application' })).toHaveValue(/./);
  await expect(host.cell(/^native$/).first()).toBeVisible();

  await page.getByRole('radio', { name: 'Journal' }).check();
  await expect(page.getByRole('combobox', { name: 'Substream' })).toHaveValue(/./);
  await expect(page.getByRole('columnheader', { name: 'title' })).toBeVisible();
});

test('a sentence that answers is whole, also on a narrow page', async ({ host }) => {
  await host.page.setViewportSize({ width: 1024, height: 900 });
  await host.openQuery(HUNDREDMS, { queryType: 'calls', format: 'verdict' });
  const verdict = host.cell(/'s (uplink|downlink|camera): /).first();
  await expect(verdict).toBeInViewport({ ratio: 1 });
  expect(await verdict.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBeLessThanOrEqual(0);
  expect(await verdict.evaluate((cell) => cell.scrollHeight - cell.clientHeight)).toBeLessThanOrEqual(0);
});

/** Opens Explore as its menu does: on a data source, with no query yet. */
async function openEmpty(uid: string, page: Page): Promise<void> {
  const panes = { left: { datasource: uid, queries: [], range: { from: 'now-1h', to: 'now' } } };
  await page.goto(`/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) }).toString()}`);
}
