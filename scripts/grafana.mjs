// npm run grafana -- --port N
// Starts a Grafana found in GRAFANA_HOME or on PATH with the built plugin, simulated services and the project's provisioning.
import { access, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onPath } from './lib/browser.mjs';
import { buildBackend, buildFrontend, buildSimulator, SIMULATOR } from './lib/builds.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { readPort, requireFreePort } from './lib/port.mjs';
import { start } from './lib/processes.mjs';
import { root } from './lib/root.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

const PLUGIN = 'peerlens-quality-datasource';
const USAGE = 'Usage: npm run grafana -- [--port N] [--simulator-port N]';

await runMain(async () => {
  const { port, simulatorPort } = readOptions();
  const { program, home } = await findGrafana();
  await requireTools();
  await requireFreePort(port);
  await requireFreePort(simulatorPort);
  await ensureInstalled();
  await buildFrontend();
  await buildBackend();
  await buildSimulator();

  const simulator = `127.0.0.1:${simulatorPort}`;
  end(start(SIMULATOR, ['-listen', simulator]));
  // The database, the log and what Grafana writes: nothing outlives `npm ci`.
  const work = path.join(root, 'node_modules', '.cache', 'peerlens', 'grafana');
  const plugins = path.join(work, 'plugins');
  await mkdir(plugins, { recursive: true });
  await rm(path.join(plugins, PLUGIN), { force: true });
  await symlink(path.join(root, 'dist'), path.join(plugins, PLUGIN), 'junction');
  console.log(`Grafana: http://localhost:${port} (admin / admin)`);
  const settings = {
    GF_SERVER_HTTP_PORT: String(port),
    GF_PATHS_DATA: path.join(work, 'data'),
    GF_PATHS_LOGS: path.join(work, 'logs'),
    GF_PATHS_PLUGINS: plugins,
    GF_PATHS_PROVISIONING: path.join(root, 'provisioning'),
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN,
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_LOG_LEVEL: process.env.GF_LOG_LEVEL ?? 'warn',
    PEERLENS_SIMULATOR_URL: `http://${simulator}`,
    PEERLENS_DASHBOARDS: path.join(root, 'src', 'dashboards'),
  };
  end(start(program, ['server', '--homepath', home], { env: settings }));
});

/** Whichever of the two ends first ends the other. */
function end(child) {
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
    process.kill(process.pid, 'SIGTERM');
  });
}

function readOptions() {
  const options = { port: { type: 'string', default: '3000' }, 'simulator-port': { type: 'string', default: '8090' } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Trouble(`${error.message.split('\n')[0]}\n${USAGE}`);
  }
  return { port: readPort(values.port, USAGE), simulatorPort: readPort(values['simulator-port'], USAGE) };
}

/** Grafana's program and the folder with its conf and public. */
async function findGrafana() {
  const { GRAFANA_HOME } = process.env;
  const program = GRAFANA_HOME ? path.join(GRAFANA_HOME, 'bin', 'grafana') : await onPath('grafana');
  if (program === undefined || !(await exists(program))) {
    const where = GRAFANA_HOME ? `GRAFANA_HOME (${program} is not there)` : 'on PATH';
    throw new Trouble(
      `No Grafana found ${where}: install 12.3 or later (https://grafana.com/grafana/download), or name its folder in GRAFANA_HOME.`
    );
  }
  // Packages put the program into /usr/sbin or /usr/share/grafana/bin, and the rest into /usr/share/grafana.
  const beside = path.dirname(path.dirname(await realpath(program)));
  for (const home of [
    GRAFANA_HOME,
    beside,
    '/usr/share/grafana',
    '/opt/homebrew/share/grafana',
    '/usr/local/share/grafana',
  ]) {
    if (home && (await exists(path.join(home, 'conf', 'defaults.ini')))) {
      return { program, home };
    }
  }
  throw new Trouble(`${program} has no conf/defaults.ini beside it: name Grafana's folder in GRAFANA_HOME.`);
}

function exists(file) {
  return access(file).then(
    () => true,
    () => false
  );
}
