import type { APIRequestContext, Locator } from '@playwright/test';
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

const LIMA = /Guest \(Lima\)'s uplink: [\d.]+ % packet loss; both other peers noticed it\./;

test('support: from the home page to whose fault a bad call was in 4 clicks', async ({ host: { page } }) => {
  test.skip(!ON_GRAFANA, 'the workbench has no dashboards');
  const clicks = new Clicks();
  await page.goto('/');
  await clicks.on(page.getByRole('link', { name: 'Dashboards', exact: true }).first());
  await clicks.on(page.getByRole('link', { name: 'Peerlens', exact: true }));
  await clicks.on(page.getByRole('link', { name: 'Calls', exact: true }));
  const row = page
    .getByTestId('data-testid Panel header Peers, the worst first')
    .getByRole('row', { name: /Guest \(Lima\)/ });
  await clicks.on(row.first().getByRole('link', { name: /^[01]\.\d$/ }));
  await expect(page.getByTestId('data-testid Panel header Whose fault it was')).toContainText(LIMA);
  expect(clicks.count).toBeLessThanOrEqual(4);
});

test('support: a pasted session ID shows the scores of its call, the worst first, without a click', async ({
  host,
}) => {
  const { page } = host;
  await host.openQuery(HUNDREDMS, { queryType: 'calls', sessionIds: ['nothing-yet'] });
  const sessions = page.getByRole('combobox', { name: 'Sessions' });
  await sessions.press('Backspace');
  await sessions.fill('latest-call');
  await sessions.press('Enter');
  await sessions.press('Tab');
  const worst = page.getByRole('row').nth(1);
  await expect(worst).toContainText('Guest (Lima)');
  await expect(worst).toContainText('own uplink');
});

test('support: a call outside the range is one click away', async ({ host }) => {
  const { page } = host;
  test.skip(!ON_GRAFANA, 'the workbench has its own range');
  const query = { refId: 'A', queryType: 'tracks', sessionId: 'latest-call', datasource: { uid: HUNDREDMS } };
  const left = { datasource: HUNDREDMS, queries: [query], range: { from: 'now-6h', to: 'now-5h' } };
  await page.goto(
    `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ left }) }).toString()}`
  );
  await expect(page.getByText(/^This call was on \d{4}-\d\d-\d\d \d\d:\d\d – \d\d:\d\d\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(host.cell(/^Guest \(Lima\)$/).first()).toBeVisible();
});

test('operator: from the list of dashboards to which substream and why in 2 clicks', async ({ host: { page } }) => {
  test.skip(!ON_GRAFANA, 'the workbench has no dashboards');
  await page.setViewportSize({ width: 1440, height: 900 });
  const clicks = new Clicks();
  await page.goto('/dashboards');
  await clicks.on(page.getByRole('link', { name: 'Peerlens', exact: true }));
  await clicks.on(page.getByRole('link', { name: 'Streams', exact: true }));
  const worst = page.getByTestId('data-testid Panel header Substreams now, the worst first').getByRole('row').nth(1);
  await expect(worst).toContainText(/Bad: audio and video [\d.]+ s apart\./);
  // It is in sight without scrolling.
  await expect(worst.getByRole('gridcell', { name: /Bad:/ })).toBeInViewport({ ratio: 1 });
  expect(clicks.count).toBeLessThanOrEqual(2);
  await worst.getByRole('link').first().click();
  await expect(page.getByTestId('data-testid Panel header How it is')).toContainText(/audio and video [\d.]+ s apart/);
});

test.describe('on Grafana, as the workbench has no panels and no alert rules', () => {
  test.skip(!ON_GRAFANA, 'it needs Grafana');

  test('operator: from a new dashboard to substreams drawn over time in 2 clicks', async ({ host }) => {
    const { page } = host;
    const clicks = new Clicks();
    await page.goto('/dashboard/new');
    await clicks.on(page.getByRole('button', { name: 'Add visualization' }));
    await clicks.on(page.getByRole('button', { name: /^Peerlens Storm/ }));
    await expect(host.series(/^stage \/ native$/)).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Live', exact: true })).toBeChecked();
    await expect(page.getByText('No data')).toBeHidden();
    expect(clicks.count).toBeLessThanOrEqual(2);
  });

  test('platform: a new rule has a query that gives a number, whichever service it reads', async ({
    host: { page },
  }) => {
    await page.goto('/alerting/new/alerting');
    await expect(page.getByRole('radio', { name: 'Calls' })).toBeChecked();
    await expect(page.getByRole('combobox', { name: 'Value' })).toHaveValue('Score');
    const choose = async (name: string) => {
      await page.getByTestId('data-testid Select a data source').fill(name);
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    };
    // Left as it is shown, it is also what the rule runs.
    await choose('Peerlens demo');
    await expect(page.getByRole('radio', { name: 'Calls' })).toBeChecked();
    const evaluated = page.waitForRequest(/\/api\/v1\/eval$/);
    await page.getByRole('button', { name: 'Preview alert rule condition' }).click();
    expect((await evaluated).postData()).toContain('"queryType":"calls"');
    await choose('Peerlens Storm');
    await expect(page.getByRole('radio', { name: 'Substreams' })).toBeChecked();
    await expect(page.getByRole('combobox', { name: 'Application' })).toHaveValue('live');
    await expect(page.getByRole('combobox', { name: 'Metric' })).toHaveValue(/health/i);
  });

  test('platform: a rule for bad calls, which Grafana evaluates, in 7 clicks', async ({ host: { page } }) => {
    const clicks = new Clicks();
    const { request } = page;
    const name = 'e2e-rule-by-hand';
    await removeFolders(request, name);
    try {
      await page.goto('/alerting/new/alerting');
      // Fields are filled by keyboard, also the list of contact points.
      await page.getByRole('textbox', { name: 'name', exact: true }).fill(name);
      await expect(page.getByRole('radio', { name: 'Calls' })).toBeChecked();
      await clicks.on(page.getByRole('button', { name: 'Is above' }));
      await clicks.on(page.getByRole('menuitemradio', { name: 'Is below', exact: true }));
      await page.getByRole('spinbutton').last().fill('2.5');
      const dialog = page.getByRole('dialog');
      for (const made of ['New folder', 'New evaluation group']) {
        await clicks.on(page.getByRole('button', { name: made }));
        await dialog.getByRole('textbox').first().fill(name);
        await clicks.on(dialog.getByRole('button', { name: 'Create' }));
        await expect(dialog).toBeHidden();
      }
      await page.getByTestId('contact-point-picker').getByRole('combobox').press('ArrowDown');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('Enter');
      await clicks.on(page.getByRole('button', { name: 'Save', exact: true }).first());
      await expect(page).toHaveURL(/\/alerting\/grafana\/[^/]+\/view/);
      expect(clicks.count).toBeLessThanOrEqual(8);
      // The group is evaluated each minute.
      await expect.poll(() => healthOf(request, name), { timeout: 90_000 }).toMatch(/^(ok|nodata)$/);
    } finally {
      await removeFolders(request, name);
    }
  });
});

/** Whether the last evaluation of a rule worked; `unknown` before the first. */
async function healthOf(request: APIRequestContext, name: string): Promise<string> {
  const response = await request.get('/api/prometheus/grafana/api/v1/rules');
  const { data } = await response.json();
  const rules = data.groups.flatMap(({ rules }: { rules: ReadonlyArray<{ name: string; health: string }> }) => rules);
  return rules.find((rule: { name: string }) => rule.name === name)?.health ?? 'unknown';
}

/** Removes the folders of a title with their rules. */
async function removeFolders(request: APIRequestContext, title: string): Promise<void> {
  const folders = await (await request.get('/api/folders')).json();
  for (const folder of folders.filter((one: { title: string }) => one.title === title)) {
    await request.delete(`/api/folders/${folder.uid}?forceDeleteRules=true`);
  }
}
