// Writes docs/queries.md and a page for each query type from the tables that the parser reads; with --check ends with 1 where they are not what those say.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'prettier';
import { core } from './lib/core.mjs';
import { aboutOf, pageOf, serviceName } from './lib/queryPages.mjs';
import { root } from './lib/root.mjs';

const NOTE =
  '<!-- Made by scripts/queries-doc.mjs from the tables in src/core/query and the examples in src/editors/help. -->';

const overview = `# Queries

| query type | service | what it answers |
|---|---|---|
${Object.entries(core.QUERY_TYPES)
  .map(
    ([name, { label, service }]) =>
      `| [\`${name}\`](queries/${name}.md): ${label} | ${serviceName(service ?? 'both')} | ${aboutOf(name)} |`
  )
  .join('\n')}

[Variables, annotations and ad-hoc filters](dashboards.md) use the same queries.

## What every query has

Beside its fields every saved query has \`refId\`, \`queryType\`, \`version\` (1) and \`filters\` (resolved ad-hoc filters:
\`[{"key", "operator": "=" | "!=" | "=|" | "!=|", "values": []}]\`).

- A field that takes variables takes several values too: a multi-value variable in a list adds an entry each, in a single text it
  asks for each and merges. An entry that a variable leaves empty is an error, never "all".
- A list left empty stands for all: all peers of a session, all streams of an application. It stands for \`maxPeers\` at most, a
  setting of the data source, 50 where absent; what was named one by one is never cut.
- Alert rules, recording rules and public dashboards have no variables: name the IDs there.

## In Explore

Explore shows something at once. A new query of a 100ms data source is \`calls\`, which needs no ID; elsewhere it is \`peerStats\`. A
query that lacks a session, application, stream or substream takes the first of what that field lists: the last call that has
ended, or else the newest, for only those that have ended have stats. It does so once for each query type as long as the editor is
shown; what a person has chosen or cleared stays as it is. Dashboards and alert rules take only what they are given.

Time series and live substreams are shown as a graph there, all else as a table.
`;

const pages = new Map([
  ['docs/queries.md', overview],
  ...(await Promise.all(
    Object.keys(core.QUERY_TYPES).map(async (name) => [`docs/queries/${name}.md`, await pageOf(name)])
  )),
]);

const stale = [];
for (const [file, body] of pages) {
  const text = await format(`${body}\n${NOTE}\n`, { parser: 'markdown', printWidth: 120 });
  const target = path.join(root, file);
  if (!process.argv.includes('--check')) {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  } else if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
    stale.push(file);
  }
}
if (stale.length > 0) {
  console.error(
    `${stale.join(', ')}: not what the field tables say. Run "node scripts/queries-doc.mjs" and commit it.`
  );
  process.exit(1);
}
