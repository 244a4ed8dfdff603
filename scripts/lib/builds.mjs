import path from 'node:path';
import { run } from './processes.mjs';
import { root } from './root.mjs';
import { whenChanged } from './stamp.mjs';

const EXE = process.platform === 'win32' ? '.exe' : '';

/** The workbench's server, once it is built. */
export const SERVER = path.join(root, 'workbench', 'bin', `server${EXE}`);

/** The simulator, once it is built. */
export const SIMULATOR = path.join(root, 'simulator', 'bin', `simulator${EXE}`);

const PACKAGES = ['package.json', 'package-lock.json'];

/** Builds the plugin's browser part into dist. */
export function buildFrontend() {
  const inputs = ['src', '.config', '.swcrc', 'tsconfig.json', 'README.md', 'CHANGELOG.md', 'LICENSE', ...PACKAGES];
  return whenChanged('frontend', inputs, 'dist/module.js', async () => {
    console.log('Building the plugin');
    await run('npm', ['run', '--silent', 'build'], 'Building the plugin failed: the words of webpack are above.');
  });
}

/** Builds the bundles that the backend embeds, then the backend for this machine into dist, under the name that Grafana looks for. */
export async function buildBackend() {
  await run('node', ['scripts/bundles.mjs'], 'Bundling the core failed: the words of esbuild are above.');
  const { GOOS, GOARCH } = JSON.parse(
    await run('go', ['env', '-json', 'GOOS', 'GOARCH'], 'Go does not tell its platform.')
  );
  console.log('Building the backend (a minute or two where Go has built nothing yet)');
  await goBuild(`dist/gpx_peerlens_${GOOS}_${GOARCH}${EXE}`, './pkg');
}

/** Builds the workbench's page and its server. */
export async function buildWorkbench() {
  const inputs = ['workbench/page', 'src/core', 'src/host', ...PACKAGES];
  await whenChanged('page', inputs, 'workbench/dist/main.js', async () => {
    console.log('Building the page');
    await run('node', ['workbench/page/build.mjs'], 'Building the page failed: the words of esbuild are above.');
  });
  console.log('Building the server');
  await goBuild(SERVER, './workbench/server');
}

/** Builds the simulated services. */
export function buildSimulator() {
  console.log('Building the simulator');
  return goBuild(SIMULATOR, './simulator/cmd/simulator');
}

/** Go itself knows what is up to date. Without the version control's stamp, which fails in a copy that belongs to someone else. */
function goBuild(output, source) {
  return run(
    'go',
    ['build', '-buildvcs=false', '-o', output, source],
    `Building ${source} failed: the words of Go are above.`
  );
}
