import { EXAMPLES } from '../workbench/page/examples';
import { expect, ON_GRAFANA, test } from './fixtures';
import { DEMO, HUNDREDMS, STORM } from './sources';

test.skip(ON_GRAFANA, 'Only the workbench compares the hosts.');

for (const [uid, examples] of [
  [HUNDREDMS, EXAMPLES['100ms']],
  [STORM, EXAMPLES.storm],
  [DEMO, EXAMPLES.demo],
] as const) {
  test(`both hosts agree on the examples of ${uid}`, async ({ workbench }) => {
    await workbench.openQuery(uid, {});
    for (const { name } of examples) {
      await test.step(name, async () => {
        await workbench.runExample(name);
        await expect(workbench.comparison()).toHaveText(/^Both hosts agree: [1-9]\d* frames?, [1-9]\d* values?$/);
      });
    }
  });
}

test('both hosts agree on an error', async ({ workbench }) => {
  await workbench.openQuery(HUNDREDMS, { queryType: 'peerStats', sessionId: 'no-such-session', peerIds: ['nobody'] });
  await expect(workbench.comparison()).toHaveText('Both hosts agree: the same error');
});
