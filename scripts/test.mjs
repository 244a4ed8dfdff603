// Runs every check of the project, from a fresh clone on: npm test. Names of checks run only those: npm test -- jest
// go-test
import { findChromium } from './lib/browser.mjs';
import { CliError, runMain } from './lib/cliError.mjs';
import { findOnPath, run } from './lib/processes.mjs';
import { installPackages, setUp } from './lib/setup.mjs';

const hasCompiler = ['cc', 'gcc', 'clang'].some(findOnPath);

/** Each check with its command. The cheap ones are first, those that fill in last. */
const CHECKS = {
  types: 'npm run --silent typecheck',
  eslint: 'npm run --silent lint',
  prettier: 'npx prettier --check --cache --cache-strategy content --log-level warn .',
  knip: 'npx knip',
  bundles: 'node scripts/bundles.mjs --check',
  docs: 'node scripts/queries-doc.mjs --check',
  links: 'node scripts/links.mjs',
  'node-test': 'node --test scripts/lib/dist.test.mjs scripts/lib/figures.test.mjs scripts/lib/markdown.test.mjs',
  workflows: 'go tool actionlint -shellcheck= -pyflakes=',
  gofmt: 'gofmt -l Magefile.go bench fuzz pkg scripts simulator testdata workbench',
  'go-vet': 'go vet ./... ./testdata',
  staticcheck: 'go tool staticcheck ./... ./testdata',
  grafana13: 'npm run --silent grafana13',
  jest: 'npx jest --silent --maxWorkers=2',
  'go-test': 'go test ./...',
  // In short: the race detector makes the JavaScript engine ten times slower.
  ...(hasCompiler ? { 'go-race': 'go test -race -short ./...' } : {}),
  browser: 'npx playwright test',
  memory: 'node scripts/fuzz.mjs --only memory --untimed --short',
  'pair-fuzz': 'node scripts/fuzz.mjs --only pair --seed 1 --runs 2000',
  stress: 'node scripts/stress.mjs',
};

/**
 * The checks that need the packages of Grafana 13, which the first of them installs. In a running Grafana the browser
 * tests need none.
 */
const ON_GRAFANA_13 = ['grafana13', ...(process.env.GRAFANA_URL === undefined ? ['browser'] : [])];
let installed;

/** How many checks run at once: most of them use one core. */
const AT_ONCE = 2;

await runMain(async () => {
  const asked = process.argv.slice(2);
  const checks = Object.entries(CHECKS).filter(([name]) => asked.length === 0 || asked.includes(name));
  if (checks.length === 0) {
    throw new CliError(`No such check. There are ${Object.keys(CHECKS).join(', ')}.`);
  }
  await setUp();
  if (!hasCompiler) {
    console.log('No C compiler here: the race detector does not run.');
  }
  let failed = 0;
  const secondsSince = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const queue = checks.values();
  const runQueue = async () => {
    for (const [name, command] of queue) {
      const began = Date.now();
      const { isOk, text } = await check(name, command);
      failed += isOk ? 0 : 1;
      console.log(`${isOk ? 'ok    ' : 'FAILED'}  ${name} (${secondsSince(began)})${text}`);
    }
  };
  const began = Date.now();
  await Promise.all(Array.from({ length: AT_ONCE }, runQueue));
  console.log(`${checks.length - failed} passed, ${failed} failed (${secondsSince(began)})`);
  process.exitCode = failed === 0 ? 0 : 1;
});

/** Runs a check. Its text is what is wrong, or how many tests a runner says that it ran. */
async function check(name, command) {
  try {
    if (ON_GRAFANA_13.includes(name)) {
      await (installed ??= installPackages('workbench/grafana13'));
    }
    const [program, ...args] = command.split(' ').filter(Boolean);
    const env = name === 'browser' ? { CHROMIUM_PATH: await findChromium() } : {};
    const output = await run(program, args, `${name} failed.`, { env });
    // gofmt names files that are not formatted, and succeeds.
    if (name === 'gofmt' && output !== '') {
      return { isOk: false, text: `\nRun gofmt -w on:\n${output}` };
    }
    const count = /^Tests: +(\S.*)$/m.exec(output)?.[1] ?? /^ +(\d+ passed.*)$/m.exec(output)?.[1];
    return { isOk: true, text: count === undefined ? '' : `: ${count}` };
  } catch (error) {
    return { isOk: false, text: `\n${error instanceof CliError ? error.message : error.stack}` };
  }
}
