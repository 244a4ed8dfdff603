// npm run typecheck: checks the types of every TypeScript project of the repository, and names each one that fails.
import { run } from './lib/processes.mjs';
import { runMain, Trouble } from './lib/trouble.mjs';

const TSCONFIGS = [
  'tsconfig.json',
  'tsconfig.core.json',
  'e2e/tsconfig.json',
  'bench/tsconfig.json',
  'fuzz/tsconfig.json',
  'workbench/page/tsconfig.json',
];

await runMain(async () => {
  const failed = [];
  for (const tsconfig of TSCONFIGS) {
    try {
      await run('node_modules/.bin/tsc', ['--noEmit', '-p', tsconfig], `tsc found errors with ${tsconfig}.`);
      console.log(`ok      ${tsconfig}`);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      failed.push(tsconfig);
      console.log(`FAILED  ${tsconfig}\n${error.message}`);
    }
  }
  if (failed.length > 0) {
    throw new Trouble(`${failed.length} of ${TSCONFIGS.length} TypeScript projects have type errors.`);
  }
});
