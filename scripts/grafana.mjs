// npm run grafana -- --port N
// Starts the Grafana of GRAFANA_HOME or PATH with the built plugin, simulated services and the project's provisioning.
// Its recording rules write to a Prometheus, if one is on PATH.
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildBackend, buildFrontend, buildSimulator, CACHE } from './lib/build.mjs';
import { CliError, readOptions, runMain } from './lib/cliError.mjs';
import { findOnPath, root, start } from './lib/processes.mjs';
import { readPort, setUp } from './lib/setup.mjs';

const PLUGIN = 'peerlens-quality-datasource';
const USAGE = 'Usage: npm run grafana -- [--port N] [--simulator-port N] [--prometheus-port N]';
const HOMES = ['/usr/share/grafana', '/opt/homebrew/share/grafana', '/usr/local/share/grafana'];

await runMain(async () => {
  const { program, home } = findGrafana();
  const prometheus = findOnPath('prometheus');
  const port = (number) => ({ type: 'string', default: number });
  const options = readOptions(
    { port: port('3000'), 'simulator-port': port('8090'), 'prometheus-port': port('9090') },
    USAGE
  );
  await readPort(options.port, USAGE);
  const simulator = `127.0.0.1:${await readPort(options['simulator-port'], USAGE)}`;
  await setUp();
  await buildFrontend();
  await buildBackend();
  startUntilEnd(await buildSimulator(), ['-listen', simulator]);
  // The database, the log and all that Grafana writes.
  const work = path.join(CACHE, 'grafana');
  const plugin = path.join(work, 'plugins', PLUGIN);
  mkdirSync(path.dirname(plugin), { recursive: true });
  rmSync(plugin, { force: true });
  symlinkSync(path.join(root, 'dist'), plugin, 'junction');
  const recording =
    prometheus === undefined
      ? { GF_RECORDING_RULES_ENABLED: 'false' }
      : startPrometheus(prometheus, await readPort(options['prometheus-port'], USAGE), path.join(work, 'prometheus'));
  console.log(`Grafana: http://localhost:${options.port} (admin / admin)`);
  startUntilEnd(program, ['server', '--homepath', home], {
    GF_SERVER_HTTP_PORT: options.port,
    GF_PATHS_DATA: path.join(work, 'data'),
    GF_PATHS_LOGS: path.join(work, 'logs'),
    GF_PATHS_PLUGINS: path.dirname(plugin),
    GF_PATHS_PROVISIONING: path.join(root, 'provisioning'),
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS: PLUGIN,
    GF_PLUGINS_PREINSTALL_DISABLED: 'true',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
    GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
    GF_LOG_LEVEL: process.env.GF_LOG_LEVEL ?? 'warn',
    ...recording,
    PEERLENS_SIMULATOR_URL: `http://${simulator}`,
    PEERLENS_DASHBOARDS: path.join(root, 'src', 'dashboards'),
  });
});

/** Starts the Prometheus that recording rules write to, and returns Grafana's settings for it. */
function startPrometheus(program, port, folder) {
  const config = path.join(folder, 'prometheus.yml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(config, '# It scrapes nothing: Grafana writes.\n');
  startUntilEnd(program, [
    `--config.file=${config}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-remote-write-receiver',
    '--log.level=warn',
  ]);
  console.log(`Prometheus: http://localhost:${port}`);
  return {
    PEERLENS_PROMETHEUS_URL: `http://127.0.0.1:${port}`,
    GF_RECORDING_RULES_ENABLED: 'true',
    GF_RECORDING_RULES_DEFAULT_DATASOURCE_UID: 'peerlens-prometheus',
  };
}

/** Starts a process. When one of them ends, all end. */
function startUntilEnd(program, args, env) {
  start(program, args, { env }).once('exit', (code) => {
    process.exitCode = code ?? 1;
    process.kill(process.pid, 'SIGTERM');
  });
}

/** Grafana's program, and the folder with its conf and public. */
function findGrafana() {
  const { GRAFANA_HOME } = process.env;
  const program = GRAFANA_HOME ? path.join(GRAFANA_HOME, 'bin', 'grafana') : findOnPath('grafana');
  if (program === undefined || !existsSync(program)) {
    const where = GRAFANA_HOME ? `at ${program}` : 'on PATH';
    const how = 'install 12.3 or later (https://grafana.com/grafana/download), or name its folder in GRAFANA_HOME';
    throw new CliError(`No Grafana found ${where}: ${how}.`);
  }
  const homes = [GRAFANA_HOME, path.resolve(realpathSync(program), '../..'), ...HOMES];
  const home = homes.find((folder) => folder && existsSync(path.join(folder, 'conf', 'defaults.ini')));
  if (home === undefined) {
    throw new CliError(`${program} has no conf/defaults.ini beside it: name Grafana's folder in GRAFANA_HOME.`);
  }
  return { program, home };
}
