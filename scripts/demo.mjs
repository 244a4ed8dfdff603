// npm run demo -- --port N --datasources FILE_OR_FOLDER --packages FOLDER
// Builds what has changed and serves the workbench: the plugin on a page of its own, with simulated services. The page
// is made of the project's npm packages, or those of a folder in workbench, such as grafana13.
import path from 'node:path';
import { buildFrontend, buildWorkbench } from './lib/build.mjs';
import { readOptions, runMain } from './lib/cliError.mjs';
import { start } from './lib/processes.mjs';
import { installPackages, readPort, setUp } from './lib/setup.mjs';

const USAGE = 'Usage: npm run demo -- [--port N] [--datasources FILE_OR_FOLDER] [--packages FOLDER]';

await runMain(async () => {
  const known = {
    port: { type: 'string', default: '3010' },
    datasources: { type: 'string' },
    packages: { type: 'string', default: '' },
  };
  const options = readOptions(known, USAGE);
  const port = await readPort(options.port, USAGE);
  // npm runs scripts in the folder of the project. The path starts where npm was called.
  const called = process.env.INIT_CWD ?? process.cwd();
  const datasources = options.datasources === undefined ? [] : [path.resolve(called, options.datasources)];
  await setUp();
  if (options.packages !== '') {
    await installPackages(`workbench/${options.packages}`);
  }
  await buildFrontend();
  const { server, page } = await buildWorkbench(options.packages);
  const args = [
    '--exit-with-stdin',
    '--port',
    String(port),
    '--page',
    page,
    ...datasources.flatMap((place) => ['--datasources', place]),
  ];
  start(server, args).once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});
