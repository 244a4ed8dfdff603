import { chromium } from '@playwright/test';
import { START } from '../document';

/** A dashboard with one graph of a query. */
export function dashboardOf(uid: string, datasource: object, query: object): object {
  const panel = { type: 'timeseries', title: uid, gridPos: { x: 0, y: 0, w: 24, h: 16 }, datasource };
  const [from, to] = [START, START + 3_600_000].map((time) => new Date(time).toISOString());
  const panels = [{ ...panel, targets: [{ refId: 'A', datasource, ...query }] }];
  return { dashboard: { uid, title: uid, time: { from, to }, panels }, overwrite: true };
}

/** Milliseconds from the navigation to a page until its graph is painted. */
type Paint = (address: string) => Promise<number>;

/** Runs work with a browser, which keeps the files of the pages that it opens. */
export async function withBrowser(authorization: string, work: (paint: Paint) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
  const context = await browser.newContext({ extraHTTPHeaders: { Authorization: authorization } });
  await work(async (address) => {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('.u-over').waitFor();
    const painted = performance.now();
    await page.close();
    return painted - began;
  }).finally(() => browser.close());
}
