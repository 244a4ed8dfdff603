// npm run fuzz: runs each fuzz target of Go, the pair fuzzer, which compares the two hosts, its search for times that
// grow faster than documents, and documents of 15 MB that are hard to read. Go keeps the input of a failure under
// testdata/fuzz; the others print a seed, and the file of a case that --replay runs again.
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { run } from './lib/processes.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

const USAGE =
  'npm run fuzz -- [--only go|pair|growth|memory] [--seconds 60] [--seed N] [--runs N] [--replay FILE] [--untimed] [--short]';

const PARTS = {
  go: fuzzGo,
  pair: (options) => runTypeScript('fuzz/pair/main.ts', pairArguments(options), 'The pair fuzzer failed.'),
  growth: (options) => runTypeScript('fuzz/pair/main.ts', ['--growth', ...pairArguments(options)], 'Growth failed.'),
  memory: (options) => {
    const flags = ['untimed', 'short'].filter((name) => options[name]).map((name) => `--${name}`);
    return runTypeScript('fuzz/memory/main.ts', flags, 'The documents of 15 MB failed.');
  },
};

await runMain(async () => {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }];
  const options = readOptions(
    { only: text, seconds: text, seed: text, runs: text, replay: text, untimed: flag, short: flag },
    USAGE
  );
  const { only = options.replay === undefined ? undefined : 'pair' } = options;
  const isNumber = (name) => /^[1-9]\d{0,9}$/.test(options[name] ?? '1');
  if ((only !== undefined && !Object.hasOwn(PARTS, only)) || !['seconds', 'seed', 'runs'].every(isNumber)) {
    throw new CliError(`Usage: ${USAGE}`);
  }
  await setUp();
  await runAll(only === undefined ? Object.keys(PARTS) : [only], (name) => PARTS[name](options));
});

/** Runs all, and then fails if one of them failed. */
async function runAll(names, runOne) {
  const failed = [];
  for (const name of names) {
    await runOne(name).catch((error) => {
      failed.push(name.name ?? name);
      console.log(error instanceof CliError ? error.message : error);
    });
  }
  if (failed.length > 0) {
    throw new CliError(`${failed.join(', ')} failed.`);
  }
}

/** A number of runs has no bound in time, so it runs the same cases on every machine. */
function pairArguments({ seed, runs, replay, seconds = runs === undefined ? '60' : undefined }) {
  const options = Object.entries({ seconds, runs, seed, replay }).filter(([, value]) => value !== undefined);
  return options.flatMap(([name, value]) => [`--${name}`, value]);
}

async function fuzzGo({ seconds = '60' }) {
  const printed = await run('go', ['test', '-list', '^Fuzz', './...'], 'Go could not list the fuzz targets.');
  // The targets of a package come before the line that names it.
  const targets = [];
  for (const line of printed.split('\n')) {
    const [, pkg] = /^ok\s+(\S+)/.exec(line) ?? [];
    targets.push(...(line.startsWith('Fuzz') ? [{ name: line.trim() }] : []));
    targets.forEach((target) => (target.pkg ??= pkg));
  }
  await runAll(targets, async ({ pkg, name }) => {
    // Go would spend up to a minute on making each new input smaller.
    const bounds = ['-fuzztime', `${seconds}s`, '-fuzzminimizetime', '10x'];
    const output = await run('go', ['test', '-run', '^$', '-fuzz', `^${name}$`, ...bounds, pkg], `${name} failed.`);
    const executions = [...output.matchAll(/execs: (\d+)/g)].at(-1)?.[1] ?? '0';
    if (executions === '0') {
      throw new CliError(`${name} in ${pkg} was not executed.`);
    }
    console.log(`${name}: ${executions} executions`);
  });
}
