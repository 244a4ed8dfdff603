// npm run bench: a figure a line, each a ratio of two things that were timed in turn in one run. docs/architecture.md quotes them.
// With GRAFANA_URL also what a query costs in that Grafana, beside Infinity if it is installed there.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from './lib/build.mjs';
import { runMain } from './lib/cliError.mjs';
import { run } from './lib/processes.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  await setUp();
  const folder = path.join(CACHE, 'bench');
  mkdirSync(folder, { recursive: true });
  await runTypeScript('bench/core/main.ts', [folder], 'The benchmark of the core failed.');
  const documents = ['small', 'large'].map((name) => path.join(folder, `${name}.json`));
  await run('go', ['run', './bench/host', ...documents], 'The benchmark of the Go host failed.', { isLive: true });
  await runTypeScript('bench/growth/main.ts', [], 'The benchmark of large sessions failed.');
  await run('go', ['run', './bench/alert'], 'The benchmark of alert rules failed.', { isLive: true });
  if (process.env.GRAFANA_URL) {
    await runTypeScript('bench/grafana/main.ts', [], 'The benchmark in Grafana failed.');
  }
});
