import type { Page } from '@playwright/test';
import { DEMO_CALL, DEMO_PEERS } from '../src/core/demo/ids';
import { expect, test } from './fixtures';
import { HUNDREDMS } from './sources';

test('a query is written, changed and run by keyboard alone', async ({ host, page }) => {
  await host.openQuery(HUNDREDMS, { queryType: 'peerStats' });

  // An editor outside a dashboard first fills in the last call by itself.
  await expect(page.getByRole('combobox', { name: 'Session' })).toHaveValue(/./);
  await typeInto('Session', DEMO_CALL, page);
  await typeInto('Peers', DEMO_PEERS.host, page);
  await expect(host.series(/./).first()).toBeVisible();

  await page.getByRole('radio', { name: 'Time series' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(host.cell(/^[\d.]+ ?%$/).first()).toBeVisible();
});

/**
 * Opens the field, which leaves no room for what stands in it, types in one go, as pasting does, takes what is typed
 * and leaves the field.
 */
async function typeInto(field: string, text: string, page: Page): Promise<void> {
  await page.getByRole('combobox', { name: field }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.insertText(text);
  await expect(page.getByRole('option', { name: text })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
}
