import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './processes.mjs';

const EXE = process.platform === 'win32' ? '.exe' : '';
const PACKAGES = ['package.json', 'package-lock.json'];
/** `npm ci` empties it. */
export const CACHE = path.join(root, 'node_modules', '.cache', 'peerlens');

/** Builds the frontend into dist. */
export function buildFrontend() {
  const inputs = ['src', '.config', 'webpack.config.ts', '.swcrc', 'tsconfig.json', 'README.md', 'CHANGELOG.md'];
  inputs.push('LICENSE', ...PACKAGES);
  return buildIfChanged('the frontend', inputs, 'dist/module.js', ['npm', 'run', '--silent', 'build']);
}

/** Builds the backend into dist, under the name that Grafana looks for. */
export async function buildBackend() {
  await bundleCore();
  const [goos, goarch] = (await run('go', ['env', 'GOOS', 'GOARCH'], 'Go does not name its platform.')).split('\n');
  await buildGo(`dist/gpx_peerlens_${goos}_${goarch}${EXE}`, './pkg');
}

/** Bundles the core for the programs in Go that embed it. */
function bundleCore() {
  return run('node', ['scripts/bundles.mjs'], 'esbuild could not bundle the core.');
}

/**
 * Builds the workbench with the project's npm packages, or those of a folder in `workbench`. Returns the path of its
 * server, which has the backend in it, and the folder of its page.
 */
export async function buildWorkbench(packages = '') {
  await bundleCore();
  const folder = path.join('workbench', packages);
  const inputs = ['workbench/page', 'src/core', 'src/host', ...PACKAGES];
  inputs.push(...(packages === '' ? [] : PACKAGES.map((name) => path.join(folder, name))));
  const command = ['node', 'workbench/page/build.mjs', packages];
  await buildIfChanged(`the page ${packages}`.trim(), inputs, `${folder}/dist/main.js`, command);
  return { server: await buildGo(`workbench/bin/server${EXE}`, './workbench/server'), page: `${folder}/dist` };
}

/** Builds the simulated services, and returns the path of the program. */
export function buildSimulator() {
  return buildGo(`simulator/bin/simulator${EXE}`, './simulator/cmd/simulator');
}

/**
 * Go knows what has changed. It leaves out the state of the repository, which it cannot read in a copy of another user.
 */
async function buildGo(output, source) {
  console.log(`Building ${source} (a minute or two the first time)`);
  await run('go', ['build', '-buildvcs=false', '-o', output, source], `Go could not build ${source}.`);
  return path.join(root, output);
}

/** Runs a build if its output is missing, or an input has changed since the last build began. */
async function buildIfChanged(name, inputs, output, [command, ...args]) {
  const stamp = path.join(CACHE, name.replaceAll(' ', '-'));
  if (modifiedAt(output) > 0 && Math.max(...inputs.map(lastChange)) < modifiedAt(stamp)) {
    return;
  }
  const began = new Date();
  console.log(`Building ${name}`);
  await run(command, args, `Building ${name} failed.`);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, began, began);
}

function modifiedAt(place) {
  return statSync(path.resolve(root, place), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When a file, or anything in a folder, changed last. A folder changes when a file in it is added or removed. */
function lastChange(place) {
  const isFolder = statSync(path.resolve(root, place)).isDirectory();
  const inside = isFolder ? readdirSync(path.resolve(root, place), { recursive: true }) : [];
  return inside.reduce((last, name) => Math.max(last, modifiedAt(path.join(place, name))), modifiedAt(place));
}
