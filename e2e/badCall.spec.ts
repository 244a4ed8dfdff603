import { expect, ON_GRAFANA, test } from './fixtures';

test.skip(!ON_GRAFANA, 'the workbench has no dashboards');

/** The first colour of the thresholds of numbers that can be missing. */
const GREY = 'rgb(115, 115, 125)';

test('from the Calls dashboard to the reason for a bad call in three clicks', async ({ host: { page } }) => {
  await page.goto('/d/peerlens-calls');
  // Sorted as answered, the worst first; the reading is the cold one of all calls.
  const worst = page.getByTestId('data-testid Panel header Peers, the worst first').getByRole('row').nth(1);
  const score = worst.getByRole('link', { name: /^[012]\.\d$/ });
  await expect(score).toBeVisible();
  await score.click();

  await expect(page).toHaveURL(/\/d\/peerlens-call\/[^?]*\?.*var-session=(?!latest-call)/);
  const track = page.getByTestId('data-testid Panel header Tracks, the worst first').getByRole('row').nth(1);
  await expect(track).toContainText(/%|freezes|fps/);
  const peer = (await track.getByRole('link').innerText()).trim();
  await track.getByRole('link').click();

  await expect(page).toHaveURL(/\/d\/peerlens-peer\/[^?]*\?.*var-peer=/);
  const incident = page.getByTestId('data-testid Panel header Incidents').getByRole('row').nth(1);
  await expect(incident).toContainText(peer);
  await expect(incident).toContainText(/ for .* into the call/);

  await page.getByRole('link', { name: 'Whole call' }).click();
  await expect(page).toHaveURL(/\/d\/peerlens-call\/[^?]*\?.*var-session=(?!latest-call)/);
});

test('a filter that no call matches leaves nothing that looks well', async ({ host: { page } }) => {
  await page.goto(`/d/peerlens-calls?${new URLSearchParams({ 'var-filters': 'peer|=|Nobody' }).toString()}`);
  for (const title of ['Calls', 'Bad calls', 'Peers', 'Bad peers', 'Median', 'No score']) {
    const words = page.getByTestId(`data-testid Panel header ${title}`).getByText('no call matches');
    await expect(words).toHaveCSS('color', GREY);
  }
  for (const title of ['Scores when calls ended', 'Bad calls by cause', 'Peers, the worst first']) {
    await expect(page.getByTestId(`data-testid Panel header ${title}`)).toContainText(/no call matches/);
  }
});

test('from the wall of streams to one substream and back', async ({ host: { page } }) => {
  await page.goto('/d/peerlens-streams');
  const wall = page.getByTestId('data-testid Panel header Health now');
  await expect(wall).toContainText('stage native');
  // A link of a tile has no row whose values it could name.
  await expect(page.locator('a[href*="__data"]')).toHaveCount(0);
  await wall.getByRole('link', { name: /stage native/ }).click();

  await expect(page).toHaveURL(/\/d\/peerlens-substream\/[^?]*\?.*var-stream=stage&var-substream=native/);
  await expect(page.getByTestId('data-testid Panel header How it is')).toContainText(/audio and video [\d.]+ s apart/);
  await expect(page.getByTestId('data-testid Panel header What the server grades')).toContainText('Critical');
  await page.getByRole('link', { name: 'Streams', exact: true }).click();
  await expect(page).toHaveURL(/\/d\/peerlens-streams/);
});
