// npm run fuzz: runs each fuzz target of the project for a minute; npm run fuzz -- --seconds 20 for less. A line for each: how many
// executions, and how many of them found something new. Fails where one fails; Go then keeps its input under testdata/fuzz.
import { parseArgs } from 'node:util';
import { run } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

await runMain(async () => {
  const seconds = secondsAsked();
  await requireTools();
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
});

function secondsAsked() {
  let asked;
  try {
    asked = parseArgs({ options: { seconds: { type: 'string', default: '60' } } }).values.seconds;
  } catch (error) {
    throw new Trouble(error.message);
  }
  if (!/^[1-9]\d{0,5}$/.test(asked)) {
    throw new Trouble(`--seconds ${asked} is not a whole number of seconds above 0.`);
  }
  return asked;
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
