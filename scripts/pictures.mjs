// npm run pictures: takes the pictures of docs/img and src/img anew, from the Grafana at GRAFANA_URL, which
// "npm run grafana" started.
import { findChromium } from './lib/browser.mjs';
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  const { only = '' } = readOptions({ only: { type: 'string' } }, 'npm run pictures -- [--only PART_OF_A_FILE_NAME]');
  if (!process.env.GRAFANA_URL) {
    throw new CliError('GRAFANA_URL is not set. Run "npm run grafana", and give its address.');
  }
  await setUp();
  process.env.CHROMIUM_PATH = await findChromium();
  await runTypeScript('scripts/pictures/main.ts', [only], 'The pictures are not taken.');
});
