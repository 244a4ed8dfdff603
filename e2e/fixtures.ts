import { test as base } from '@playwright/test';
import { Grafana } from './hosts/grafana';
import type { Host } from './hosts/host';
import { Workbench } from './hosts/workbench';

export { expect } from '@playwright/test';

/** Whether the specs run on a Grafana, not on the workbench. */
export const ON_GRAFANA = process.env.GRAFANA_URL !== undefined;

export const test = base.extend<{ readonly host: Host; readonly workbench: Workbench }>({
  host: async ({ page }, provide) => {
    if (ON_GRAFANA) {
      await page.request.post('/login', { data: { user: 'admin', password: 'admin' } });
      await provide(new Grafana(page));
    } else {
      await provide(new Workbench(page));
    }
  },
  workbench: async ({ page }, provide) => {
    await provide(new Workbench(page));
  },
});
