// Runs every check of the project, from a fresh clone on: npm test. Names of steps as arguments run only those: npm test -- jest go-test
import { findChromium, onPath } from './lib/browser.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

const bin = (name) => `node_modules/.bin/${name}`;

const FUZZ = ['node', 'scripts/fuzz.mjs'];

/** Each step with its command, cheap ones first. */
const STEPS = [
  { name: 'types', command: () => ['node', 'scripts/typecheck.mjs'] },
  { name: 'eslint', command: () => ['npm', 'run', '--silent', 'lint'] },
  { name: 'prettier', command: () => [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'knip', command: () => [bin('knip')] },
  { name: 'bundles', command: () => ['node', 'scripts/bundles.mjs', '--check'] },
  { name: 'docs', command: () => ['node', 'scripts/queries-doc.mjs', '--check'] },
  { name: 'jest', command: () => [bin('jest'), '--silent'] },
  { name: 'gofmt', command: () => ['node', 'scripts/gofmt.mjs'] },
  { name: 'go-vet', command: () => ['go', 'vet', './...'] },
  { name: 'staticcheck', command: () => ['go', 'tool', 'staticcheck', './...'] },
  { name: 'go-test', command: goTest },
  { name: 'pair-fuzz', command: () => [...FUZZ, '--only', 'pair', '--seed', '1', '--runs', '2000'] },
  { name: 'memory', command: () => [...FUZZ, '--only', 'memory', '--untimed'] },
  { name: 'browser', command: () => [bin('playwright'), 'test'], env: browserEnvironment },
];

async function goTest() {
  if ((await onPath('cc')) || (await onPath('gcc')) || (await onPath('clang'))) {
    return ['go', 'test', '-race', './...'];
  }
  console.log('  no C compiler here: the race detector is left out');
  return ['go', 'test', './...'];
}

async function browserEnvironment() {
  return { CHROMIUM_PATH: await findChromium() };
}

async function main() {
  const asked = process.argv.slice(2);
  const steps = STEPS.filter(({ name }) => asked.length === 0 || asked.includes(name));
  if (steps.length === 0) {
    throw new Trouble(`No such step. There are ${STEPS.map(({ name }) => name).join(', ')}.`);
  }
  await requireTools();
  await ensureInstalled();
  const failed = [];
  for (const { name, command, env } of steps) {
    const began = Date.now();
    try {
      const [program, ...args] = await command();
      const printed = await run(program, args, `${name} failed.`, { env: env ? await env() : {} });
      console.log(`ok      ${name} (${seconds(began)} s)${lastCount(printed)}`);
    } catch (error) {
      failed.push(name);
      console.log(`FAILED  ${name} (${seconds(began)} s)\n${error instanceof Trouble ? error.message : error.stack}`);
    }
  }
  console.log(`${steps.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function seconds(began) {
  return ((Date.now() - began) / 1000).toFixed(1);
}

/** How many tests a runner says it ran. */
function lastCount(printed) {
  const count = /^Tests: +(\S.*)$/m.exec(printed)?.[1] ?? /^ +(\d+ passed.*)$/m.exec(printed)?.[1];
  return count === undefined ? '' : `: ${count}`;
}

await runMain(main);
