// npm run stress: the backend while its services, its processes and its connections break, on the workbench. With
// --only fleet it measures what many peers, rules and viewers cost.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from './lib/build.mjs';
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { run } from './lib/processes.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

const USAGE =
  'npm run stress -- [--minutes N, for each scenario] [--only faults|kill-backend|kill-upstream|slow-loris|soak|fleet] [--race] [--verbose]';

await runMain(async () => {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }];
  const options = readOptions({ minutes: { ...text, default: '0' }, only: text, race: flag, verbose: flag }, USAGE);
  if (!/^\d{1,4}$/.test(options.minutes)) {
    throw new CliError(`Usage: ${USAGE}`);
  }
  await setUp();
  const programs = path.join(CACHE, options.race ? 'stress-race' : 'stress');
  mkdirSync(programs, { recursive: true });
  const race = options.race ? ['-race'] : [];
  const packages = ['./workbench/server', './simulator/cmd/simulator'];
  await run('go', ['build', '-buildvcs=false', ...race, '-o', `${programs}/`, ...packages], 'Go could not build it.');
  const args = ['--programs', programs, ...process.argv.slice(2)];
  await runTypeScript('stress/main.ts', args, 'The backend did not stand it.');
});
