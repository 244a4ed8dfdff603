import { DEMO_APP, DEMO_STREAMS, DEMO_SUBSTREAMS } from '../src/core/demo/ids';
import { expect, test } from './fixtures';
import { STORM } from './sources';

const SUBSTREAMS = {
  queryType: 'substream',
  app: DEMO_APP,
  streamKeys: [...DEMO_STREAMS],
  substreams: [...DEMO_SUBSTREAMS],
};

test('shows a row a substream, with its grades in words', async ({ host }) => {
  await host.openQuery(STORM, { ...SUBSTREAMS, format: 'table' });
  await host.showAllColumns();
  await expect(host.cell(/^PUBLISHED$/)).toHaveCount(DEMO_STREAMS.length * DEMO_SUBSTREAMS.length);
  await expect(host.cell(/^(Very )?Good$|^Excellent$/).first()).toBeAttached();
  await expect(host.cell(/^(Very )?(Bad|Poor)$/).first()).toBeAttached();
});

test('answers an alert rule with a number a substream', async ({ host }) => {
  await host.openQuery(STORM, { ...SUBSTREAMS, format: 'numeric' });
  await expect(host.cell(/^[\d.]+%$/).first()).toBeVisible();
});
