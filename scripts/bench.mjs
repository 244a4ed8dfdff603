// npm run bench: a figure a line, each a ratio of two things that were timed in turn in one run.
// core-vs-parse: document text to frames in V8, over JSON.parse of the same text (100 tracks of 1,000 samples).
// host-vs-json: document text to the SDK's frames in the Go host, over encoding/json into any.
// *-growth: 1,000 samples a track over 100.
// alert-vs-plain: an evaluation of a rule on 200 named substreams, over a plain HTTP client that makes the same requests to the same
// simulator, 8 at once; with 5 ms a request, and with none.
// alert-heap: what is in use after 1,000 evaluations, over after 100.
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
  const { build } = await import('esbuild');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'peerlens-bench-'));
  try {
    const outfile = path.join(folder, 'core.mjs');
    await build({
      entryPoints: ['bench/core/main.ts'],
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile,
      logLevel: 'error',
    });
    process.stdout.write(await run('node', [outfile], 'The benchmark of the core failed.'));
    process.stdout.write(await run('go', ['run', './bench/host'], 'The benchmark of the Go host failed.'));
    process.stdout.write(await run('go', ['run', './bench/alert'], 'The benchmark of the alert path failed.'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
