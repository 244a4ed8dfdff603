// npm run grafana -- --port N
// Starts a Grafana found in GRAFANA_HOME or on PATH with the built plugin, simulated services and the project's provisioning. Its
// recording rules write to a Prometheus, where one is on PATH.
import { access, mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
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
const USAGE = 'Usage: npm run grafana -- [--port N] [--simulator-port N] [--prometheus-port N]';
const HOST = '127.0.0.1';

await runMain(async () => {
  const { port, simulatorPort, prometheusPort } = readOptions();
  const { program, home } = await findGrafana();
  const prometheus = await onPath('prometheus');
  await requireTools();
  await requireFreePort(port);
  await requireFreePort(simulatorPort);
  if (prometheus !== undefined) {
    await requireFreePort(prometheusPort);
  }
  await ensureInstalled();
  await buildFrontend();
  await buildBackend();
  await buildSimulator();

  const simulator = `${HOST}:${simulatorPort}`;
  end(start(SIMULATOR, ['-listen', simulator]));
  // The database, the log and what Grafana writes: nothing outlives `npm ci`.
  const work = path.join(root, 'node_modules', '.cache', 'peerlens', 'grafana');
  const plugins = path.join(work, 'plugins');
  await mkdir(plugins, { recursive: true });
  await rm(path.join(plugins, PLUGIN), { force: true });
  await symlink(path.join(root, 'dist'), path.join(plugins, PLUGIN), 'junction');
  const history = await startHistory(prometheus, prometheusPort, work);
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
    ...history,
    PEERLENS_SIMULATOR_URL: `http://${simulator}`,
    PEERLENS_DASHBOARDS: path.join(root, 'src', 'dashboards'),
  };
  end(start(program, ['server', '--homepath', home], { env: settings }));
});

/** Starts the Prometheus that recording rules write to, and gives what Grafana must know of it. Where there is none, the rules write nothing. */
async function startHistory(prometheus, port, work) {
  if (prometheus === undefined) {
    console.log('No Prometheus on PATH: recording rules write nothing.');
    return { GF_RECORDING_RULES_ENABLED: 'false' };
  }
  const folder = path.join(work, 'prometheus');
  const config = path.join(folder, 'prometheus.yml');
  await mkdir(folder, { recursive: true });
  await writeFile(config, '# It scrapes nothing: Grafana writes.\n');
  const address = `${HOST}:${port}`;
  end(
    start(prometheus, [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--web.enable-remote-write-receiver',
      '--log.level=warn',
    ])
  );
  console.log(`Prometheus: http://localhost:${port}`);
  return {
    PEERLENS_PROMETHEUS_URL: `http://${address}`,
    GF_RECORDING_RULES_ENABLED: 'true',
    GF_RECORDING_RULES_DEFAULT_DATASOURCE_UID: 'peerlens-prometheus',
  };
}

/** Whichever of them ends first ends the others. */
function end(child) {
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
    process.kill(process.pid, 'SIGTERM');
  });
}

function readOptions() {
  const options = {
    port: { type: 'string', default: '3000' },
    'simulator-port': { type: 'string', default: '8090' },
    'prometheus-port': { type: 'string', default: '9090' },
  };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Trouble(`${error.message.split('\n')[0]}\n${USAGE}`);
  }
  return {
    port: readPort(values.port, USAGE),
    simulatorPort: readPort(values['simulator-port'], USAGE),
    prometheusPort: readPort(values['prometheus-port'], USAGE),
  };
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
