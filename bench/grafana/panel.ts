import { chromium } from '@playwright/test';
import { START } from '../document';

/** A dashboard with one graph of a query. */
export function dashboardOf(uid: string, datasource: object, query: object): object {
  const panel = { type: 'timeseries', title: uid, gridPos: { x: 0, y: 0, w: 24, h: 16 }, datasource };
  const [from, to] = [START, START + 3_600_000].map((time) => new Date(time).toISOString());
  const panels = [{ ...panel, targets: [{ refId: 'A', datasource, ...query }] }];
  return { dashboard: { uid, title: uid, time: { from, to }, panels }, overwrite: true };
}

/**
 * Opens each page in turn, in a browser that has its files, and returns for each how many milliseconds each round took
 * from the navigation until its graph was painted.
 */
export async function measurePaints(pages: readonly string[], authorization: string, rounds: number) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
  const context = await browser.newContext({ extraHTTPHeaders: { Authorization: authorization } });
  const paints = pages.map((): number[] => []);
  // The first round fills the browser's cache.
  for (let round = 0; round <= rounds; round++) {
    for (const [i, address] of pages.entries()) {
      const page = await context.newPage();
      const began = performance.now();
      await page.goto(address, { waitUntil: 'commit' });
      await page.locator('.u-over').waitFor();
      paints[i]?.push(...(round > 0 ? [performance.now() - began] : []));
      await page.close();
    }
  }
  await browser.close();
  return paints;
}
