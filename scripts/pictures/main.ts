// Takes the pictures of the documents and of the catalogue, or only those whose file's name has a text in it.
import { chromium, type Page } from '@playwright/test';
import { QUERY_TYPE_NAMES } from '../../src/core/query/queryTypes';
import call from '../../src/dashboards/peerlens-call.json';
import { DEMO, HUNDREDMS } from '../../e2e/sources';
import { exampleOf } from '../docs/page';

interface Picture {
  readonly file: string;
  /** Below the address of Grafana. */
  readonly address: string;
  readonly height: number;
  /** What a person does on the page before. */
  readonly before?: (page: Page) => Promise<void>;
}

const WIDTH = 1280;

/** A dashboard, or the one that the first link in a cell of its table leads to. */
function dashboard(name: string, height: number, from?: { dashboard: string; panel: string; cell: RegExp }): Picture {
  const open = async (page: Page) => {
    const panel = page.getByTestId(`data-testid Panel header ${from?.panel}`);
    const link = panel.getByRole('link', { name: from?.cell }).first();
    await page.goto(`${String(await link.getAttribute('href'))}&kiosk`);
  };
  const address = `/d/peerlens-${from?.dashboard ?? name}?kiosk`;
  return { file: `src/img/${name}.png`, address, height, ...(from && { before: open }) };
}

function explore(uid: string, query: object): string {
  const queries = [{ ...query, refId: 'A', datasource: { uid, type: 'peerlens-quality-datasource' } }];
  const panes = JSON.stringify({ left: { datasource: uid, queries, range: { from: 'now-1h', to: 'now' } } });
  return `/explore?${new URLSearchParams({ schemaVersion: '1', panes }).toString()}`;
}

function indexOf(list: ReadonlyArray<{ readonly name: string }>, name: string): number {
  return list.findIndex((one) => one.name === name);
}

const PICTURES: readonly Picture[] = [
  dashboard('calls', 900),
  dashboard('call', 1200, { dashboard: 'calls', panel: 'Peers, the worst first', cell: /^\d\.\d$/ }),
  dashboard('peer', 1200, { dashboard: 'calls', panel: 'Peers, the worst first', cell: /\(/ }),
  dashboard('streams', 900),
  dashboard('substream', 900, { dashboard: 'streams', panel: 'Substreams now, the worst first', cell: /./ }),
  ...QUERY_TYPE_NAMES.filter((name) => name !== 'list').map((name) => ({
    file: `docs/img/queries/${name}.png`,
    address: explore(DEMO, exampleOf(name)),
    height: 800,
  })),
  {
    file: 'docs/img/query-help.png',
    address: explore(HUNDREDMS, { queryType: 'calls' }),
    height: 900,
    before: (page) => page.getByRole('button', { name: 'Show data source help' }).click(),
  },
  {
    file: 'docs/img/variable-editor.png',
    address: `/d/peerlens-call?editview=variables&editIndex=${indexOf(call.templating.list, 'session')}`,
    height: 820,
    before: async (page) => {
      const list = page.getByRole('combobox', { name: 'List' });
      await list.scrollIntoViewIfNeeded();
      await list.click();
    },
  },
  {
    file: 'docs/img/variable-session.png',
    address: '/d/peerlens-call?from=now-2h&to=now',
    height: 520,
    before: (page) => page.getByRole('combobox').first().click(),
  },
  {
    file: 'docs/img/annotation-editor.png',
    // Grafana's own annotations come first.
    address: `/d/peerlens-call?editview=annotations&editIndex=${1 + indexOf(call.annotations.list, 'Joins and leaves')}`,
    height: 640,
    before: async (page) => {
      await page.getByRole('button', { name: 'Test annotation query' }).click();
      await page.getByText('Query result').waitFor();
    },
  },
  {
    file: 'docs/img/adhoc-filter.png',
    address: '/d/peerlens-calls',
    height: 520,
    before: async (page) => {
      await page.getByPlaceholder('Filter by label values').click();
      await page.getByRole('option', { name: 'peer', exact: true }).click();
      await page.getByRole('option', { name: /=\|/ }).first().click();
      await page.getByRole('option').first().waitFor();
    },
  },
];

const origin = String(process.env.GRAFANA_URL);
const [only = ''] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
const context = await browser.newContext({ baseURL: origin, colorScheme: 'dark' });
// Without the menu, and without the outline of Explore.
await context.addInitScript(() => {
  localStorage.setItem('grafana.navigation.docked', 'false');
  localStorage.setItem('grafana.explore.contentOutline.visible', 'false');
});
await context.request.post('/login', { data: { user: 'admin', password: 'admin' } });
for (const { file, address, height, before } of PICTURES.filter(({ file }) => file.includes(only))) {
  const page = await context.newPage();
  await page.setViewportSize({ width: WIDTH, height });
  await page.goto(address);
  await painted(page);
  await before?.(page);
  await painted(page);
  await page.screenshot({ path: file });
  await page.close();
  console.log(file);
}
await browser.close();

/** Waits until no panel loads and nothing moves. */
async function painted(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Panel loading bar').first().waitFor({ state: 'hidden' });
  await page.waitForTimeout(1_500);
}
