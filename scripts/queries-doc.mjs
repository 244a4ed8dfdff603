// Writes docs/queries.md from the tables that the parser reads; with --check ends with 1 where it is not what they say.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { format } from 'prettier';
import { root } from './lib/root.mjs';

const { outputFiles } = await build({
  entryPoints: [path.join(root, 'src/core/index.ts')],
  bundle: true,
  write: false,
  format: 'esm',
});
const core = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);

const SHAPES = {
  one: 'text',
  many: 'list of texts',
  text: 'text',
  choice: 'one of',
  choices: 'list of',
  count: 'whole number',
  flag: 'yes or no',
};

/** What a field holds, what stands where it is absent, and whether it must be there. */
function row(name, field) {
  const choices = field.choices === undefined ? '' : ` ${field.choices.map((choice) => `\`${choice}\``).join(', ')}`;
  const needed = field.required || field.emptyMeansAll === false ? '**required**' : '';
  const absent = field.fallback === undefined ? needed || field.whenEmpty || 'empty' : `\`${field.fallback}\``;
  const variables = ['choice', 'count', 'flag'].includes(field.shape) ? 'no' : 'yes';
  return `| \`${name}\` | ${field.label} | ${SHAPES[field.shape]}${choices} | ${absent} | ${variables} | ${field.about} |`;
}

const sections = Object.entries(core.QUERY_TYPES).map(
  ([name, { service, label, fields }]) => `## \`${name}\`: ${label} (${service})

| field | in the editor | holds | where absent | variables | what it does |
|---|---|---|---|---|---|
${Object.entries(fields)
  .map(([field, about]) => row(field, about))
  .join('\n')}
`
);

const text = await format(
  `# Queries

What a saved query holds, for dashboards and alert rules written by hand. Beside these every query has \`refId\`, \`queryType\`,
\`version\` (1) and \`filters\` (resolved ad-hoc filters: \`[{"key", "operator": "=" | "!=" | "=|" | "!=|", "values": []}]\`).
A field that takes variables takes several values too: a multi-value variable in a list adds an entry each, in a single text it asks for each and merges.
An entry that a variable leaves empty is an error, never "all".

<!-- Made by scripts/queries-doc.mjs from the tables in src/core/query/fields.ts. -->

${sections.join('\n')}`,
  { parser: 'markdown', printWidth: 120 }
);

const file = path.join(root, 'docs/queries.md');
if (!process.argv.includes('--check')) {
  await writeFile(file, text);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
  console.error('docs/queries.md is not what the field tables say: run "node scripts/queries-doc.mjs" and commit it.');
  process.exit(1);
}
