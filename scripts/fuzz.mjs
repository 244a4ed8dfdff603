// npm run fuzz: runs each fuzz target of Go, the pair fuzzer, which compares the two hosts, its search for times that grow faster than
// documents, and documents of 15 MB that are hard to read. Go keeps the input of a failure under testdata/fuzz; the others print a seed,
// and the file of a case that --replay runs again.
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { run } from './lib/processes.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';
import { setUp } from './lib/setup.mjs';

const USAGE =
  'npm run fuzz -- [--only go|pair|growth|memory] [--seconds 60] [--seed N] [--runs N] [--replay FILE] [--untimed]';

const PARTS = {
  go: fuzzGo,
  pair: (options) => runTypeScript('fuzz/pair/main.ts', pairArguments(options), 'The pair fuzzer failed.'),
  growth: (options) => runTypeScript('fuzz/pair/main.ts', ['--growth', ...pairArguments(options)], 'Growth failed.'),
  memory: ({ untimed }) =>
    runTypeScript('fuzz/memory/main.ts', untimed ? ['--untimed'] : [], 'The documents of 15 MB failed.'),
};

await runMain(async () => {
  const text = { type: 'string' };
  const options = readOptions(
    { only: text, seconds: text, seed: text, runs: text, replay: text, untimed: { type: 'boolean' } },
    USAGE
  );
  const { only = options.replay === undefined ? undefined : 'pair' } = options;
  if (only !== undefined && !Object.hasOwn(PARTS, only)) {
    throw new CliError(`--only ${only} is none of ${Object.keys(PARTS).join(', ')}.\n${USAGE}`);
  }
  for (const name of ['seconds', 'seed', 'runs']) {
    if (!/^[1-9]\d{0,9}$/.test(options[name] ?? '1')) {
      throw new CliError(`--${name} ${options[name]} is not a whole number above 0.\n${USAGE}`);
    }
  }
  await setUp();
  await runAll(only === undefined ? Object.keys(PARTS) : [only], (name) => PARTS[name](options));
});

/** Runs all, and then fails if one of them failed. */
async function runAll(names, runOne) {
  const failed = [];
  for (const name of names) {
    try {
      await runOne(name);
    } catch (error) {
      if (!(error instanceof CliError)) {
        throw error;
      }
      failed.push(name);
      console.log(error.message);
    }
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
  const printed = await run('go', ['test', '-list', '^Fuzz', '-json', './...'], 'Go could not list the fuzz targets.');
  const lines = printed.split('\n').filter((line) => line.startsWith('{'));
  const packages = new Map(
    lines
      .map((line) => JSON.parse(line))
      .filter(({ Action, Output }) => Action === 'output' && /^Fuzz\w*\s*$/.test(Output))
      .map(({ Package, Output }) => [Output.trim(), Package])
  );
  await runAll([...packages.keys()], async (name) => {
    const executions = await fuzzTarget(packages.get(name), name, seconds);
    console.log(`${name}: ${executions} executions`);
  });
}

/** Runs a target, and returns how often. Go would spend up to a minute on making each new input smaller. */
async function fuzzTarget(pkg, name, seconds) {
  const bounds = ['-fuzztime', `${seconds}s`, '-fuzzminimizetime', '10x'];
  const args = ['test', '-run', '^$', '-fuzz', `^${name}$`, ...bounds, pkg];
  const printed = await run('go', args, `${name} in ${pkg} failed.`);
  const executions = [...printed.matchAll(/execs: (\d+)/g)].at(-1)?.[1] ?? '0';
  if (executions === '0') {
    throw new CliError(`${name} in ${pkg} was not executed.`);
  }
  return executions;
}
