import { expect, test } from './fixtures';
import { DEMO, HUNDREDMS } from './sources';

const TOKEN = 'demo-management-token';

test('Save & test says what was reached', async ({ host }) => {
  await host.openSettings(DEMO);
  await host.saveAndTest();
  await expect(host.health()).toContainText('The demo generator answers.');
});

test('Save & test says what is wrong with a token, and that it is mended', async ({ host, page }) => {
  const saveToken = async (token: string) => {
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('textbox', { name: /^Management token/ }).fill(token);
    await host.saveAndTest();
  };
  await host.openSettings(HUNDREDMS);
  try {
    await saveToken('a-wrong-token');
    await expect(host.health()).toContainText(/100ms answered 401 .* The management token is wrong or has expired/);
  } finally {
    // The other specs use this data source.
    await saveToken(TOKEN);
  }
  await expect(host.health()).toContainText('Reached 100ms; the token may read peer stats.');
});
