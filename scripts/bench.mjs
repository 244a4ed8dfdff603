// npm run bench: a figure a line, each a ratio of two things that were timed in turn in one run.
// core-vs-parse: document text to frames in V8, over JSON.parse of the same text (100 tracks of 1,000 samples).
// host-vs-json: document text to the SDK's frames in the Go host, over encoding/json into any.
// *-growth: 1,000 samples a track over 100.
// call-growth-*: a call in which everybody receives everybody, 12 samples a track, with 12, 24, 48 and 96 peers: the largest ratio of times
// for twice the peers, which is four times the bytes. Below it the seconds of each, and the most memory that the Go host had.
// alert-vs-plain: an evaluation of a rule on 200 named substreams, over a plain HTTP client that makes the same requests to the same
// simulator, 8 at once; with 5 ms a request, 1 ms, and none.
// alert-heap: what is in use after 1,000 evaluations, over after 100.
// With GRAFANA_URL, what a query costs in that Grafana, and what Infinity costs there for the same where it is installed.
import { runBundled } from './lib/bundled.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain } from './lib/trouble.mjs';

await runMain(async () => {
  await requireTools();
  await ensureInstalled();
  await runBundled('bench/core/main.ts', [], 'The benchmark of the core failed.');
  process.stdout.write(await run('go', ['run', './bench/host'], 'The benchmark of the Go host failed.'));
  await runBundled('bench/growth/main.ts', [], 'The benchmark of large calls failed.');
  process.stdout.write(await run('go', ['run', './bench/alert'], 'The benchmark of the alert path failed.'));
  if (process.env.GRAFANA_URL) {
    await runBundled('bench/grafana/main.ts', [], 'The benchmark in a Grafana failed.');
  }
});
