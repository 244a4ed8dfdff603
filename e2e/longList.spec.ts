import { framed } from '../src/host/fetchProtocol.fixture';
import { expect, test } from './fixtures';
import { STORM } from './sources';

/** Some screens of options: the page never holds the whole list, so its length costs no time. */
const FEW = 100;

test('of a list of ten thousand streams the page holds a few, also while it is searched', async ({ host, page }) => {
  await host.openQuery(STORM, { queryType: 'journal', app: 'arena', streamKey: 'court-01', substream: 'native' });
  const field = page.getByRole('combobox', { name: 'Stream', exact: true });
  await page.route('**/resources/fetch', (route) => route.fulfill({ body: Buffer.from(framed([STREAMS])) }));
  const first = page.getByRole('option', { name: 'court-00000' });

  // Cleared by a person, it is not filled again.
  await page.getByRole('button', { name: 'Clear value' }).nth(1).click();
  await field.press('ArrowDown');
  await expect(first).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(FEW);

  await page.keyboard.insertText('court-09876');
  await expect(page.getByRole('option', { name: 'court-09876' })).toBeVisible();
  await expect(first).toBeHidden();
  expect(await page.getByRole('option').count()).toBeLessThan(FEW);
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('court-09876');
});

const STREAMS = {
  status: 200,
  contentType: 'application/json',
  text: JSON.stringify({
    data: {
      list: Array.from({ length: 10_000 }, (_, i) => ({
        application: 'arena',
        streamKey: `court-${String(i).padStart(5, '0')}`,
        state: 'PUBLISHED',
      })),
      hasNext: false,
    },
  }),
};
