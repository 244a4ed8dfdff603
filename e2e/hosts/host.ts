import type { Locator, Page } from '@playwright/test';
import type { PeerlensQuery } from '../../src/types';

export type SavedQuery = Omit<PeerlensQuery, 'refId'>;

/** What the specs do on a page that hosts the plugin: the workbench, or Grafana's Explore and settings. */
export abstract class Host {
  constructor(readonly page: Page) {}

  /** Shows a query in its editor, run once over the last hour. */
  abstract openQuery(uid: string, query: SavedQuery): Promise<void>;

  /** The sentence of a failed query. */
  abstract error(): Locator;

  /** Shows the config editor of a data source. */
  abstract openSettings(uid: string): Promise<void>;

  /** The result of Save & test. */
  abstract health(): Locator;

  /** Puts every column of a wide table into the page. */
  abstract showAllColumns(): Promise<void>;

  async saveAndTest(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save & test' }).click();
  }

  /** A series in the graph's legend, by its display name. */
  series(name: string | RegExp): Locator {
    return this.page.getByTestId(/VizLegend series/).filter({ hasText: name });
  }

  /** A cell of a table: a panel's is a grid, Explore's a table. */
  cell(text: string | RegExp): Locator {
    return this.page.getByRole('gridcell', { name: text }).or(this.page.getByRole('cell', { name: text }));
  }
}
