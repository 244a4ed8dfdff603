// npm run bench: a figure a line, each a ratio of two things that were timed in turn in one run.
// core-vs-parse: document text to frames in V8, over JSON.parse of the same text (100 tracks of 1,000 samples).
// host-vs-json: document text to the SDK's frames in the Go host, over encoding/json into any.
// *-growth: 1,000 samples a track over 100.
// alert-vs-plain: an evaluation of a rule on 200 named substreams, over a plain HTTP client that makes the same requests to the same
// simulator, 8 at once; with 5 ms a request, 1 ms, and none.
// alert-heap: what is in use after 1,000 evaluations, over after 100.
// With GRAFANA_URL, what a query costs in that Grafana, and what Infinity costs there for the same where it is installed.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain } from './lib/trouble.mjs';

await runMain(async () => {
  await requireTools();
  await ensureInstalled();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'peerlens-bench-'));
  try {
    await runBundled('core', folder);
    process.stdout.write(await run('go', ['run', './bench/host'], 'The benchmark of the Go host failed.'));
    process.stdout.write(await run('go', ['run', './bench/alert'], 'The benchmark of the alert path failed.'));
    if (process.env.GRAFANA_URL) {
      await runBundled('grafana', folder);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Runs a benchmark that is in TypeScript. */
async function runBundled(name, folder) {
  const { build } = await import('esbuild');
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`bench/${name}/main.ts`],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'error',
  });
  process.stdout.write(await run('node', [outfile], `The benchmark of the ${name} failed.`));
}
