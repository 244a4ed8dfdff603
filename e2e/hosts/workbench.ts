import { expect, type Locator } from '@playwright/test';
import { Host, type SavedQuery } from './host';

export class Workbench extends Host {
  async openQuery(uid: string, query: SavedQuery): Promise<void> {
    await this.page.goto(`/?${new URLSearchParams({ ds: uid, query: JSON.stringify(query) }).toString()}`);
    await this.settled();
  }

  /** Shows a data source with the query that it begins with. */
  async openSource(uid: string, theme: 'dark' | 'light' = 'dark', language = 'en-US'): Promise<void> {
    await this.page.goto(`/?${new URLSearchParams({ ds: uid, theme, language }).toString()}`);
    await this.settled();
  }

  /** The buttons of the examples in the editor's help, which is opened. */
  async examples(): Promise<readonly Locator[]> {
    await this.page.getByRole('button', { name: 'Help' }).click();
    const buttons = this.page.getByRole('group', { name: 'Examples' }).getByRole('button');
    await buttons.first().waitFor();
    return buttons.all();
  }

  async runExample(example: Locator): Promise<void> {
    const asked = this.page.waitForRequest(/\/resources\/fetch$|\/api\/ds\/query$/);
    await example.click();
    await asked;
    await this.settled();
  }

  /** The page writes a small table whole. */
  async showAllColumns(): Promise<void> {}

  error(): Locator {
    return this.result().getByRole('alert');
  }

  async openSettings(uid: string): Promise<void> {
    await this.page.goto(`/?${new URLSearchParams({ ds: uid }).toString()}`);
    await this.page.getByRole('button', { name: 'Settings' }).click();
  }

  health(): Locator {
    return this.page.getByTestId('health');
  }

  /** The line that compares the browser's frames with the backend's. */
  comparison(): Locator {
    return this.page.getByRole('status', { name: 'Comparison of both hosts' });
  }

  private result(): Locator {
    return this.page.getByRole('region', { name: 'Result' });
  }

  /** Waits until the latest run is drawn and compared. */
  private async settled(): Promise<void> {
    await expect(this.result()).toHaveAttribute('aria-busy', 'false');
    await expect(this.comparison()).toContainText(/backend/);
  }
}
