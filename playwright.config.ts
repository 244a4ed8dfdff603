import { defineConfig } from '@playwright/test';

/** The workbench on the packages of Grafana 12.4 and React 18, and on those of Grafana 13 and React 19. */
const PORT = 3011;
const PORT_13 = 3012;
/**
 * A running Grafana with this plugin and its provisioning; without one the specs run on the workbenches, which are
 * started for them.
 */
const grafana = process.env.GRAFANA_URL;
const HOSTS =
  grafana === undefined
    ? { workbench: `http://localhost:${PORT}`, grafana13: `http://localhost:${PORT_13}` }
    : { grafana };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // A busy machine may take half a minute to show a page or a result.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: grafana === undefined ? 2 : 1,
  projects: Object.entries(HOSTS).flatMap(([name, baseURL]) => [
    // Accessibility takes minutes, and the hosts do not depend on Grafana's packages: both run once.
    {
      name,
      testIgnore: name === 'grafana13' ? /(settings|accessibility|parity)\.spec/ : /settings\.spec/,
      use: { baseURL },
    },
    // What they save would be seen by all others.
    {
      name: `${name}-settings`,
      testMatch: /settings\.spec/,
      fullyParallel: false,
      dependencies: [name],
      use: { baseURL },
    },
  ]),
  reporter: [['list']],
  use: {
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
  webServer: grafana === undefined ? [serve(PORT), serve(PORT_13, '--packages grafana13')] : undefined,
});

function serve(port: number, options = '') {
  return {
    command: `node scripts/demo.mjs --port ${port} ${options}`,
    url: `http://localhost:${port}`,
    timeout: 600_000,
    stdout: 'pipe' as const,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  };
}
