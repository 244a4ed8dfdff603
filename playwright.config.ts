import { defineConfig } from '@playwright/test';

const PORT = 3011;
/** A running Grafana with this plugin and its provisioning; without one the specs run on the workbench, which is started for them. */
const grafana = process.env.GRAFANA_URL;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Pages of Grafana are large, and a busy machine may take half a minute to show one.
  timeout: grafana === undefined ? 30_000 : 240_000,
  expect: { timeout: grafana === undefined ? 10_000 : 60_000 },
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: grafana === undefined ? 2 : 1,
  projects: [
    { name: 'specs', testIgnore: /settings\.spec/ },
    // What they save would be seen by all others.
    { name: 'settings', testMatch: /settings\.spec/, fullyParallel: false, dependencies: ['specs'] },
  ],
  reporter: [['list']],
  use: {
    baseURL: grafana ?? `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 1100 },
    timezoneId: 'UTC',
    locale: 'en-US',
    trace: 'retain-on-failure',
    launchOptions: {
      // The system's Chromium, as npm test finds it: Playwright's own is not downloaded.
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  webServer:
    grafana === undefined
      ? {
          command: `node scripts/demo.mjs --port ${PORT}`,
          url: `http://localhost:${PORT}`,
          timeout: 600_000,
          stdout: 'pipe',
          gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
        }
      : undefined,
});
