// npm run demo -- --port N --datasources FILE_OR_FOLDER
// Builds what has changed and serves the workbench: the plugin on a page of its own, with simulated services.
import path from 'node:path';
import { buildFrontend, buildWorkbench } from './lib/build.mjs';
import { readOptions, runMain } from './lib/cliError.mjs';
import { start } from './lib/processes.mjs';
import { readPort, setUp } from './lib/setup.mjs';

const USAGE = 'Usage: npm run demo -- [--port N] [--datasources FILE_OR_FOLDER]';

await runMain(async () => {
  const options = readOptions({ port: { type: 'string', default: '3010' }, datasources: { type: 'string' } }, USAGE);
  const port = await readPort(options.port, USAGE);
  // npm runs scripts in the folder of the project. The path starts where npm was called.
  const called = process.env.INIT_CWD ?? process.cwd();
  const datasources = options.datasources === undefined ? [] : [path.resolve(called, options.datasources)];
  await setUp();
  await buildFrontend();
  const server = await buildWorkbench();
  const args = ['--tied', '--port', String(port), ...datasources.flatMap((place) => ['--datasources', place])];
  start(server, args).once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});
