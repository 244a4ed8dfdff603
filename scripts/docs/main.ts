// Writes docs/queries.md, a page for each query type, docs/troubleshooting.md, and the tables and the picture of
// docs/score.md. With --check it writes nothing, and ends with 1 if they differ.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { QUERY_TYPES } from '../../src/core';
import { QUERY_TYPE_NAMES } from '../../src/core/query/queryTypes';
import { aboutOf, exampleOf, pageOf, serviceName, textOf, type DemoRun } from './page';
import { scoreFiles } from './score';
import { troubleshootingPage } from './troubleshooting';

/** The demo gives the same for one instant. */
const INSTANT = '2026-01-15T09:45:00Z';
const NOTE =
  '<!-- Made by scripts/queries-doc.mjs from the tables in src/core/query and the examples in src/components/help. -->';

const overview = `# Queries

| query type | service | what it answers |
|---|---|---|
${QUERY_TYPE_NAMES.map((name) => `| [\`${name}\`](queries/${name}.md): ${QUERY_TYPES[name].label} | ${serviceName(name)} | ${aboutOf(name)} |`).join('\n')}

${textOf('queries')}`;

const input = JSON.stringify(QUERY_TYPE_NAMES.map(exampleOf));
const printed = execFileSync('go', ['run', './scripts/docs/demo', INSTANT], { input, maxBuffer: 2 ** 28 });
const runs = JSON.parse(printed.toString()) as readonly DemoRun[];
const files = [
  { file: 'docs/queries.md', text: `${overview}\n${NOTE}\n` },
  ...runs.map((run, i) => {
    const name = QUERY_TYPE_NAMES[i] ?? 'list';
    return { file: `docs/queries/${name}.md`, text: `${pageOf(name, run)}\n${NOTE}\n` };
  }),
  {
    file: 'docs/troubleshooting.md',
    text: `${troubleshootingPage()}\n<!-- Made by scripts/queries-doc.mjs from src/core/failure and scripts/docs/texts. -->\n`,
  },
  ...scoreFiles(),
];

mkdirSync('docs/queries', { recursive: true });
const stale: string[] = [];
for (const { file, text } of files) {
  const formatted = file.endsWith('.md')
    ? await format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'always' })
    : text;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, formatted);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== formatted) {
    stale.push(file);
  }
}
if (stale.length > 0) {
  console.error(`${stale.join(', ')}: not what the code says. Run "node scripts/queries-doc.mjs" and commit it.`);
  process.exitCode = 1;
}
