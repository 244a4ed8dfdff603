// npm run fuzz: runs for a minute each the fuzz targets of Go, the pair fuzzer, which compares the two hosts, and its search for times that
// grow faster than documents; then documents of 15 MB that are hard to read. Fails where one fails. Go keeps its input under testdata/fuzz;
// the others print a seed, and the file of a case that --replay runs again.
import { parseArgs } from 'node:util';
import { runBundled } from './lib/bundled.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

const USAGE = `npm run fuzz -- [--only go|pair|growth|memory] [--seconds 60] [--seed N] [--runs N] [--replay FILE] [--untimed]`;

const PARTS = {
  go: fuzzGo,
  pair: (asked) => runBundled('fuzz/pair/main.ts', argsOf(asked), 'The pair fuzzer failed.', { live: true }),
  growth: (asked) => runBundled('fuzz/pair/main.ts', ['--growth', ...argsOf(asked)], 'Growth failed.', { live: true }),
  memory: ({ untimed }) =>
    runBundled('fuzz/memory/main.ts', untimed ? ['--untimed'] : [], 'The documents of 15 MB failed.', { live: true }),
};

await runMain(async () => {
  const asked = readArguments();
  await requireTools();
  await ensureInstalled();
  const names = asked.replay === undefined ? [asked.only ?? Object.keys(PARTS)].flat() : ['pair'];
  const failed = [];
  for (const name of names) {
    try {
      await PARTS[name](asked);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      failed.push(name);
      console.log(error.message);
    }
  }
  if (failed.length > 0) {
    throw new Trouble(`${failed.join(', ')} failed.`);
  }
});

function readArguments() {
  const text = { type: 'string' };
  let asked;
  try {
    const options = { only: text, seconds: text, seed: text, runs: text, replay: text, untimed: { type: 'boolean' } };
    asked = parseArgs({ options }).values;
  } catch (error) {
    throw new Trouble(`${error.message}\n${USAGE}`);
  }
  if (asked.only !== undefined && !Object.hasOwn(PARTS, asked.only)) {
    throw new Trouble(`--only ${asked.only} is none of ${Object.keys(PARTS).join(', ')}.\n${USAGE}`);
  }
  for (const name of ['seconds', 'seed', 'runs']) {
    if (!/^[1-9]\d{0,9}$/.test(asked[name] ?? '1')) {
      throw new Trouble(`--${name} ${asked[name]} is not a whole number above 0.\n${USAGE}`);
    }
  }
  return asked;
}

/** The arguments of the pair fuzzer. With a number of runs there is no bound in time, so that they are the same everywhere. */
function argsOf({ seed, runs, replay, seconds }) {
  const bound = runs === undefined ? ['--seconds', seconds ?? '60'] : ['--runs', runs];
  const more = Object.entries({ seed, replay }).filter(([, value]) => value !== undefined);
  return [...bound, ...more.flatMap(([name, value]) => [`--${name}`, value])];
}

async function fuzzGo({ seconds = '60' }) {
  const targets = await fuzzTargets();
  if (targets.length === 0) {
    throw new Trouble('There is no fuzz target.');
  }
  const failed = [];
  for (const { pkg, name } of targets) {
    try {
      console.log(`${name} in ${pkg}: ${await fuzz(pkg, name, seconds)}`);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      failed.push(name);
      console.log(error.message);
    }
  }
  if (failed.length > 0) {
    throw new Trouble(`${failed.join(', ')} failed.`);
  }
}

/** Each fuzz target with its package, as Go lists them. */
async function fuzzTargets() {
  const listed = await run('go', ['test', '-list', '^Fuzz', '-json', './...'], 'Go could not list the fuzz targets.');
  return listed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ Action, Output }) => Action === 'output' && /^Fuzz\w*\s*$/.test(Output))
    .map(({ Package, Output }) => ({ pkg: Package, name: Output.trim() }));
}

/** Runs one target, and says how often. Left to itself Go spends up to a minute on making each new input smaller, and hardly runs. */
async function fuzz(pkg, name, seconds) {
  const printed = await run(
    'go',
    ['test', '-run', '^$', '-fuzz', `^${name}$`, '-fuzztime', `${seconds}s`, '-fuzzminimizetime', '10x', pkg],
    `${name} in ${pkg} failed.`
  );
  const last = [...printed.matchAll(/execs: (\d+) .*?new interesting: (\d+)/g)].at(-1);
  if (last === undefined || last[1] === '0') {
    throw new Trouble(`${name} in ${pkg} was not executed.`);
  }
  return `${last[1]} executions, ${last[2]} of them new`;
}
