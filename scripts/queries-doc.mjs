// Writes docs/queries.md, docs/queries, and the tables and picture of docs/score.md from the source; with --check ends
// with 1 if they differ.
import { runMain } from './lib/cliError.mjs';
import { runTypeScript } from './lib/runTypeScript.mjs';

await runMain(() =>
  runTypeScript('scripts/docs/main.ts', process.argv.slice(2), 'The pages of the queries are not made.')
);
