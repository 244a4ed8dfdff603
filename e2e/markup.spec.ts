import type { Route } from '@playwright/test';
import { framed } from '../src/host/fetchProtocol.fixture';
import { expect, test } from './fixtures';
import { HUNDREDMS, STORM } from './sources';

const MARKUP = '<img src="http://markup.example/x.png"><b>Asha</b>';
const MINUTE = 60_000;
const [JOINED, LEFT] = [20, 5].map((ago) => new Date(Date.now() - ago * MINUTE).toISOString());

/** What the backend answers, by route. Everybody chose the markup as a name. */
const DOCUMENTS: Readonly<Record<string, unknown>> = {
  session: {
    id: 's1',
    room_id: 'r1',
    active: false,
    created_at: JOINED,
    updated_at: LEFT,
    peers: { p1: { id: 'p1', name: MARKUP, role: MARKUP, joined_at: JOINED, left_at: LEFT } },
  },
  events: { limit: 100, next: '', events: [] },
  peerStats: {
    peer_id: 'p1',
    session_id: 's1',
    publisher: {
      video: [],
      audio: [
        {
          track_id: 't1',
          time_series: {
            timestamps: [Date.now() - 15 * MINUTE, Date.now() - 10 * MINUTE],
            rtt_ms: [40, 50],
            bitrate: [32_000, 32_000],
          },
        },
      ],
    },
    subscriber: { video: [], audio: [] },
  },
  journal: {
    data: {
      list: [{ id: 1, message: MARKUP, threadName: MARKUP, createDate: Date.now() - MINUTE, pipelineState: MARKUP }],
      hasNext: false,
    },
  },
};

async function answer(route: Route): Promise<void> {
  const { requests } = route.request().postDataJSON() as { readonly requests: ReadonlyArray<{ route: string }> };
  const answers = requests.map((request) => ({
    status: 200,
    contentType: 'application/json',
    text: JSON.stringify(DOCUMENTS[request.route] ?? {}),
  }));
  await route.fulfill({ body: Buffer.from(framed(answers)) });
}

const SUBSTREAM = { app: 'live', streamKey: 'studio', substream: 'native' };

let elsewhere: string[];
test.beforeEach(async ({ page }) => {
  elsewhere = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname === 'markup.example') {
      elsewhere.push(request.url());
    }
  });
  await page.route('**/resources/fetch', answer);
});
test.afterEach(() => expect(elsewhere).toEqual([]));

test('markup in a name is letters in a table and loads nothing', async ({ host }) => {
  await host.openQuery(HUNDREDMS, { queryType: 'events', sessionId: 's1' });
  await expect(host.cell(MARKUP).first()).toBeVisible();
});

test('markup in a journal message is letters and loads nothing', async ({ host }) => {
  await host.openQuery(STORM, { queryType: 'journal', ...SUBSTREAM });
  await expect(host.cell(MARKUP).first()).toBeVisible();
});

test('markup in a name is letters in a legend, a tooltip and a picker and loads nothing', async ({ host, page }) => {
  const legend = '{{peer}} {{metric}}';
  await host.openQuery(HUNDREDMS, { queryType: 'peerStats', sessionId: 's1', metrics: ['rtt_ms', 'bitrate'], legend });
  await expect(host.series(`${MARKUP} round-trip time`)).toBeVisible();
  await page.locator('.u-over').first().hover();

  await page.getByRole('combobox', { name: 'Peers', exact: true }).press('ArrowDown');
  await expect(page.getByRole('option', { name: MARKUP }).first()).toBeVisible();
});
