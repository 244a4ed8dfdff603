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
  await runGo(
    'host',
    ['small', 'large', 'session'].map((name) => path.join(folder, `${name}.json`))
  );
  await runTypeScript('bench/growth/main.ts', [], 'The benchmark of large sessions failed.');
  await runGo('alert', []);
  if (process.env.GRAFANA_URL) {
    await runTypeScript('bench/grafana/main.ts', [], 'The benchmark in Grafana failed.');
  }
});

/** Runs a program, and prints what it prints without the plugin's log. */
async function runGo(name, args) {
  const output = await run('go', ['run', `./bench/${name}`, ...args], `The benchmark ${name} failed.`);
  console.log(
    output
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{"@level"'))
      .join('\n')
  );
}
