import { expect, test } from './fixtures';
import { DEMO, HUNDREDMS } from './sources';

const TOKEN = 'demo-management-token';

test('Save & test says what was reached', async ({ host }) => {
  await host.openSettings(DEMO);
  await host.saveAndTest();
  await expect(host.health()).toContainText('The demo generator answers.');
});

test('Save & test reports a wrong token, and success after the fix', async ({ host, page }) => {
  const saveToken = async (token: string) => {
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('textbox', { name: /^Management token/ }).fill(token);
    await host.saveAndTest();
  };
  await host.openSettings(HUNDREDMS);
  try {
    await saveToken('a-wrong-token');
    await expect(host.health()).toContainText(/100ms refused the management token \(401\).* is wrong or expired/);
    // A saved token is not in the page: its field begins with the button that replaces it.
    await expect(page.getByRole('button', { name: 'Reset' })).toBeFocused();
  } finally {
    // The other specs use this data source.
    await saveToken(TOKEN);
  }
  await expect(host.health()).toContainText('Reached 100ms; the token may read peer stats.');
});

test('Limits and thresholds of calls are saved and apply to the next query', async ({ host, page }) => {
  const bound = () => page.getByLabel(/^Max\. calls/);
  const band = () => page.getByRole('textbox', { name: /^Bad round-trip time/ });
  await host.openSettings(DEMO);
  try {
    await bound().fill('1');
    await page.getByRole('button', { name: 'Thresholds of the score' }).click();
    await band().fill('100');
    await band().press('Tab');
    const wrong = page.getByRole('alert').filter({ hasText: 'rtt_ms: good must be below bad.' });
    await expect(wrong).toBeVisible();
    await band().fill('300');
    await expect(wrong).toBeHidden();
    await host.saveAndTest();
    await expect(host.health()).toContainText('The demo generator answers.');
    await host.openQuery(DEMO, { queryType: 'calls', format: 'numeric' });
    await expect(page.getByText(/ ended calls, and a query scores 1 at most\./).first()).toBeVisible();
    await host.openSettings(DEMO);
    await expect(band()).toHaveValue('300');
  } finally {
    // The other specs use this data source.
    await host.openSettings(DEMO);
    await bound().fill('');
    if (await band().isVisible()) {
      await band().fill('');
    }
    await host.saveAndTest();
    await expect(host.health()).toContainText('The demo generator answers.');
  }
});
