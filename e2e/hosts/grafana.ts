import type { Locator } from '@playwright/test';
import { Host, type SavedQuery } from './host';

const TYPE = 'peerlens-quality-datasource';

/** A running Grafana of 12.3 or later, signed in. */
export class Grafana extends Host {
  async openQuery(uid: string, query: SavedQuery): Promise<void> {
    const datasource = { uid, type: TYPE };
    const panes = {
      left: { datasource: uid, queries: [{ refId: 'A', ...query, datasource }], range: { from: 'now-1h', to: 'now' } },
    };
    await this.page.goto(
      `/explore?${new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) }).toString()}`
    );
  }

  /** A table panel has only the columns that are in sight. */
  async showAllColumns(): Promise<void> {
    await this.page.setViewportSize({ width: 8_000, height: 1_100 });
  }

  error(): Locator {
    // Explore says it below the query, in an element without a role.
    return this.page.getByText(/ answered \d+ for /).first();
  }

  async openSettings(uid: string): Promise<void> {
    await this.page.goto(`/connections/datasources/edit/${uid}`);
  }

  async saveAndTest(): Promise<void> {
    // Grafana keeps the time of a change in seconds, and takes two within one for the same settings.
    await this.page.waitForTimeout(1100);
    await super.saveAndTest();
  }

  health(): Locator {
    return this.page.getByTestId(/data-testid Alert/).last();
  }
}
