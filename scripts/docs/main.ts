// Writes docs/queries.md, a page for each query type, docs/troubleshooting.md, and the tables and the picture of docs/score.md. With --check ends with 1 if they differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { QUERY_TYPES } from '../../src/core';
import { QUERY_TYPE_NAMES } from '../../src/core/query/queryTypes';
import { runOnDemo } from './demoRun';
import { textOf } from './texts';
import { aboutOf, exampleOf, pageOf, serviceName } from './page';
import { scoreFiles } from './score';
import { troubleshootingPage } from './troubleshooting';

const NOTE =
  '<!-- Made by scripts/queries-doc.mjs from the tables in src/core/query and the examples in src/components/help. -->';

const overview = `# Queries

| query type | service | what it answers |
|---|---|---|
${QUERY_TYPE_NAMES.map((name) => `| [\`${name}\`](queries/${name}.md): ${QUERY_TYPES[name].label} | ${serviceName(name)} | ${aboutOf(name)} |`).join('\n')}

${textOf('queries')}`;

const runs = runOnDemo(QUERY_TYPE_NAMES.map(exampleOf));
const files = [
  { file: 'docs/queries.md', text: `${overview}\n${NOTE}\n` },
  ...QUERY_TYPE_NAMES.map((name, i) => ({
    file: `docs/queries/${name}.md`,
    text: `${pageOf(name, runs[i])}\n${NOTE}\n`,
  })),
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
