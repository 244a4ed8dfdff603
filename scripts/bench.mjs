// npm run bench: a figure a line, each a ratio of two things that were timed in turn in one run. docs/architecture.md
// quotes them. --check fails if one is more than 25 % over its value in bench/recorded.json, twice in a row; --record
// writes that file. With GRAFANA_URL also what a query costs in that Grafana, beside Infinity if it is installed there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './lib/browser.mjs';
import { CACHE } from './lib/build.mjs';
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { checkFigures, readFigures } from './lib/figures.mjs';
import { root, run } from './lib/processes.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

const RECORDED = path.join(root, 'bench', 'recorded.json');
const FOLDER = path.join(CACHE, 'bench');

/** Each runs a benchmark and returns what it printed. The first writes the documents that the second reads. */
const BENCHMARKS = [
  () => runTypeScript('bench/core/main.ts', [FOLDER], 'The benchmark of the core failed.', { isLive: false }),
  () => runGo('host', [FOLDER]),
  () => runTypeScript('bench/growth/main.ts', [], 'The benchmark of large sessions failed.', { isLive: false }),
  () => runGo('alert', []),
];

await runMain(async () => {
  const options = readOptions(
    { check: { type: 'boolean' }, record: { type: 'boolean' } },
    'npm run bench -- [--check | --record]'
  );
  await setUp();
  mkdirSync(FOLDER, { recursive: true });
  const recorded = JSON.parse(readFileSync(RECORDED, 'utf8'));
  const figures = {};
  const failed = [];
  for (const benchmark of BENCHMARKS) {
    const measure = () => measureFigures(benchmark);
    const checked = options.check ? await checkFigures(measure, recorded) : { figures: await measure(), failed: [] };
    Object.assign(figures, checked.figures);
    failed.push(
      ...checked.failed.map((name) => `${name}: ${checked.figures[name]} x, recorded ${recorded[name] ?? 'nothing'}`)
    );
  }
  if (options.record) {
    writeFileSync(RECORDED, `${JSON.stringify(figures, null, 2)}\n`);
  }
  if (failed.length > 0) {
    const what = 'More than 25 % over bench/recorded.json, twice:';
    throw new CliError(
      `${what}\n  ${failed.join('\n  ')}\nIf that is meant, run "npm run bench -- --record" on an idle machine.`
    );
  }
  if (process.env.GRAFANA_URL) {
    process.env.CHROMIUM_PATH = await findChromium();
    await runTypeScript('bench/grafana/main.ts', [], 'The benchmark in Grafana failed.');
  }
});

async function measureFigures(benchmark) {
  const output = (await benchmark()).trimEnd();
  console.log(output);
  return readFigures(output);
}

/** Runs a program, and returns what it prints without the plugin's log. */
async function runGo(name, args) {
  const output = await run('go', ['run', `./bench/${name}`, ...args], `The benchmark ${name} failed.`);
  return output
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"@level"'))
    .join('\n');
}
