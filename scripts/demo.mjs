// npm run demo -- --port N --datasources FILE_OR_FOLDER
// Builds what is not built and serves the workbench: the real plugin, frontend and backend, on a page of its own with simulated services.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildBackend, buildFrontend, buildWorkbench, SERVER } from './lib/builds.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { readPort, requireFreePort } from './lib/port.mjs';
import { start } from './lib/processes.mjs';
import { requireTools } from './lib/tools.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

await runMain(async () => {
  const { port, datasources } = readOptions();
  await requireTools();
  await requireFreePort(port);
  await ensureInstalled();
  await buildFrontend();
  await buildBackend();
  await buildWorkbench();
  const server = start(SERVER, ['--tied', '--port', String(port), ...datasources]);
  server.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});

function readOptions() {
  const USAGE = 'Usage: npm run demo -- [--port N] [--datasources FILE_OR_FOLDER]';
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: 'string', default: '3010' },
        datasources: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new Trouble(`${error.message.split('\n')[0]}\n${USAGE}`);
  }
  const port = readPort(values.port, USAGE);
  // npm runs scripts in the project's folder; the path is meant from where npm was called.
  const here = process.env.INIT_CWD ?? process.cwd();
  const datasources = values.datasources === undefined ? [] : ['--datasources', path.resolve(here, values.datasources)];
  return { port, datasources };
}
