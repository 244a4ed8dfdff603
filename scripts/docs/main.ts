// Writes docs/queries.md, a page for each query type, and the tables and the picture of docs/score.md. With --check ends with 1 if they differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { QUERY_TYPES } from '../../src/core';
import { QUERY_TYPE_NAMES } from '../../src/core/query/queryTypes';
import { runOnDemo } from './demoRun';
import { aboutOf, exampleOf, pageOf, serviceName } from './page';
import { scoreFiles } from './score';

const NOTE =
  '<!-- Made by scripts/queries-doc.mjs from the tables in src/core/query and the examples in src/components/help. -->';

const overview = `# Queries

| query type | service | what it answers |
|---|---|---|
${QUERY_TYPE_NAMES.map((name) => `| [\`${name}\`](queries/${name}.md): ${QUERY_TYPES[name].label} | ${serviceName(name)} | ${aboutOf(name)} |`).join('\n')}

[Variables, annotations and ad-hoc filters](dashboards.md) use the same queries.

## What every query has

Besides its fields every saved query has \`refId\`, \`queryType\`, \`version\` (1) and \`filters\` (resolved ad-hoc
filters: \`[{"key", "operator": "=" | "!=" | "=|" | "!=|" | "=~" | "!~" | "<" | "<=" | ">" | ">=", "values": []}]\`).

- A field that takes variables also takes several values. In a list, a multi-value variable adds one entry per value. In a
  single text, the query requests each value and merges the results. An entry that a variable leaves empty is an error; it
  never means "all".
- An empty list means all: all peers of a session, all streams of an application. \`maxPeers\`, a setting of the data
  source (50 by default), limits how many. Named peers or streams are never cut.
- A value that is a variable as a whole, such as \`$peer\`, and was not replaced is an error. Any other text is a name, also
  with \`$\`, \`[[\`, \`{{\` or \`%\` in it. \`literals\` lists names that read like a variable: the editor writes it for what
  you pick from a list, and Grafana leaves them alone.
- Alert rules, recording rules and public dashboards have no variables. Enter the IDs there.

## In Explore

Explore shows data at once. A new query of a 100ms data source is \`calls\`, which needs no ID; elsewhere it is
\`peerStats\`. A query without a session, application, stream or substream takes the first option of that field. For
sessions this is the last call that has ended, or else the newest, because only ended calls have stats. This happens once
per query type while the editor is open. What you have chosen or cleared stays. Dashboards and alert rules use only what
they are given.

Explore shows time series and live substreams as graphs, everything else as tables.
`;

const runs = runOnDemo(QUERY_TYPE_NAMES.map(exampleOf));
const files = [
  { file: 'docs/queries.md', text: `${overview}\n${NOTE}\n` },
  ...QUERY_TYPE_NAMES.map((name, i) => ({
    file: `docs/queries/${name}.md`,
    text: `${pageOf(name, runs[i])}\n${NOTE}\n`,
  })),
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
