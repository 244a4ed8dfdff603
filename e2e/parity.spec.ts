import { expect, ON_GRAFANA, test } from './fixtures';
import { HUNDREDMS, STORM } from './sources';

test.skip(ON_GRAFANA, 'Only the workbench compares the hosts.');

for (const uid of [HUNDREDMS, STORM]) {
  test(`both hosts agree on the examples of ${uid}`, async ({ workbench }) => {
    await workbench.openSource(uid);
    const examples = await workbench.examples();
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      await test.step((await example.textContent()) ?? '', async () => {
        // Storm's numbers change each second, so that on a slow machine one host may see others than the other.
        await expect(async () => {
          await workbench.runExample(example);
          const agreement = /^Browser and backend agree: [1-9]\d* frames?, \d+ values?$/;
          await expect(workbench.comparison()).toHaveText(agreement, { timeout: 1_000 });
        }).toPass({ timeout: 60_000 });
      });
    }
  });
}

test('both hosts agree on an error', async ({ workbench }) => {
  await workbench.openQuery(HUNDREDMS, { queryType: 'peerStats', sessionId: 'no-such-session', peerIds: ['nobody'] });
  await expect(workbench.comparison()).toHaveText('Browser and backend agree: the same error');
});
