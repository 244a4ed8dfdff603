import { expect, test } from './fixtures';
import type { Host } from './hosts/host';
import { HUNDREDMS } from './sources';

test('from an empty query to the bad call’s packet loss by keyboard alone, without an ID', async ({ host, page }) => {
  await host.openQuery(HUNDREDMS, { queryType: 'peerStats' });

  await open('Room', host);
  await page.keyboard.insertText('stand-up');
  await expect(highlighted(host)).toHaveText(/^Daily stand-up/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Room' })).toHaveValue('Daily stand-up');

  // A call that is still on has no stats yet: the first that has ended is meant.
  await open('Session', host);
  await pickNext(/ – .*12 min/, host);
  await expect(page.getByRole('combobox', { name: 'Session' })).toHaveValue(/^\d{4}-\d\d-\d\d \d\d:\d\d – \d\d:\d\d/);

  await open('Peers', host);
  await page.keyboard.insertText('guest (lima)');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Guest (Lima)', { exact: true })).toBeVisible();

  await open('Metrics', host);
  await pickNext(/^Packet loss/, host);
  await page.keyboard.press('Tab');
  await expect(host.series(/video/).first()).toBeVisible();
});

/** Opens a field's list and waits for what it has. */
async function open(field: string, { page }: Host): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toBeVisible();
}

/** Goes down the open list to an option and takes it. */
async function pickNext(option: RegExp, host: Host): Promise<void> {
  await expect(async () => {
    await host.page.keyboard.press('ArrowDown');
    await expect(highlighted(host)).toHaveText(option, { timeout: 200 });
  }).toPass({ intervals: [0] });
  await host.page.keyboard.press('Enter');
}

function highlighted({ page }: Host) {
  return page.locator('[role=option][aria-selected=true]');
}
