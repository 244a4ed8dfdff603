// A page of docs/queries: the fields and an example of a query type from the tables of the source, and what it costs.
import { readFileSync } from 'node:fs';
import { QUERY_TYPES, type Frame, type QueryField, type QueryType, type Route } from '../../src/core';
import { DEMO_CALL } from '../../src/core/demo/ids';
import { exampleQuery, GUIDES } from '../../src/components/help/examples';
import { LIMITS, UNSCORED_ROLES } from '../../src/core/collect/limits';

/** What an example gave on the demo. */
export interface DemoRun {
  readonly frames: readonly Frame[];
  /** The route of each request, sorted. */
  readonly routes: readonly Route[];
}

const SHAPES: Readonly<Record<QueryField['shape'], string>> = {
  id: 'text',
  idList: 'list of texts',
  text: 'text',
  enum: 'one of',
  enumList: 'list of',
  integer: 'whole number',
  boolean: '`true` or `false`',
};

const LIST = {
  about:
    'What there is to choose from: rooms, sessions, peers, tracks, applications, streams or substreams. Dashboard variables save it; a panel does not offer it.',
  query: { refId: 'A', version: 1, queryType: 'list', list: 'peers', sessionId: DEMO_CALL },
};

/** What a query type is for, in a sentence or two. */
export function aboutOf(name: QueryType): string {
  return name === 'list' ? LIST.about : GUIDES[name].about;
}

export function serviceName(name: QueryType): string {
  const { service } = QUERY_TYPES[name];
  return service === 'storm' ? 'Storm' : (service ?? 'both');
}

/** The first example of the editor's help, on the demo's own sessions and streams. */
export function exampleOf(name: QueryType): object {
  const [example = { title: '', query: {} }] = name === 'list' ? [] : GUIDES[name].examples;
  return name === 'list' ? LIST.query : exampleQuery(example, name, { refId: 'A' }, 'demo');
}

export function pageOf(name: QueryType, { frames, routes }: DemoRun): string {
  const { label, service, labels } = QUERY_TYPES[name];
  const fields = Object.entries<QueryField>(QUERY_TYPES[name].fields);
  const query = exampleOf(name);
  return `# \`${name}\`: ${label}${service === null ? '' : ` (${serviceName(name)})`}

${aboutOf(name)}

## Fields

| field | in the editor | holds | where absent | variables | what it does |
|---|---|---|---|---|---|
${fields.map(([path, field]) => fieldRow(path, field)).join('\n')}
${labels.length === 0 ? '' : `\nIts filters can be on ${labels.map((key) => `\`${key}\``).join(', ')}.\n`}
## An example

\`\`\`json
${JSON.stringify(query, null, 2)}
\`\`\`

${pictureOf(name)}

${describeFrames(frames)}

## What it costs

${textOf(name, `The example made ${countRequests(routes)}. ${SHARED}`)}`;
}

function pictureOf(name: QueryType): string {
  return name === 'list'
    ? '![The editor of a variable](../img/variable-editor.png)'
    : `![The example in Explore](../img/queries/${name}.png)`;
}

const SHARED =
  'Answers are kept for a moment, so panels that ask for the same share them; the query inspector tells what a query cost.';

/** Returns a text of `scripts/docs/texts`. `{name}` is a value of the code there. */
export function textOf(name: string, example = ''): string {
  const values: Readonly<Record<string, string | number>> = {
    example,
    maxSessions: LIMITS.maxSessions.default,
    maxPeers: LIMITS.maxPeers.default,
    callsTimeout: LIMITS.callsTimeout.default,
    maxCallsTimeout: LIMITS.callsTimeout.max,
    unscoredRoles: UNSCORED_ROLES,
  };
  const text = readFileSync(`scripts/docs/texts/${name}.md`, 'utf8');
  return text.replace(/\{(\w+)\}/g, (whole, value: string) => String(values[value] ?? whole));
}

/** What a field holds, what stands where it is absent, and whether it must be there. */
function fieldRow(path: string, field: QueryField): string {
  const names = (all: readonly string[]) => all.map((name) => `\`${name}\``).join(', ');
  const known = 'known' in field && field.known ? `, such as ${names(field.known)}` : '';
  const choices = 'choices' in field ? ` ${names(field.choices)}` : known;
  const range = field.shape === 'integer' ? ` from ${field.min ?? 1} to ${field.max}` : '';
  const variables = ['enum', 'integer', 'boolean'].includes(field.shape) ? 'no' : 'yes';
  const holds = `${SHAPES[field.shape]}${choices}${range}`;
  return `| \`${path}\` | ${field.label} | ${holds} | ${whereAbsent(field)} | ${variables} | ${field.about} |`;
}

function whereAbsent(field: QueryField): string {
  switch (field.shape) {
    case 'enum':
    case 'integer':
      return `\`${field.default}\``;
    case 'id':
      return field.required ? '**required**' : 'empty';
    case 'enumList':
      return field.whenEmpty ?? 'empty';
    case 'boolean':
      return '`false`';
    case 'idList':
    case 'text':
      return 'empty';
  }
}

const MAX_ROWS = 5;
/** A table of more columns is turned, so that a page can hold it. */
const MAX_COLUMNS = 10;
/** Units that a reader would take for another. */
const UNITS: Readonly<Record<string, string>> = { percent: ' %', ms: ' ms', bps: ' bit/s' };

type FrameField = Frame['schema']['fields'][number];

function describeFrames(frames: readonly Frame[]): string {
  const fields = frames[0]?.schema.fields ?? [];
  const values = frames[0]?.data.values ?? [];
  const count = values[0]?.length ?? 0;
  const opening =
    frames.length > 1 ? `It answers ${frames.length} frames, of which this is the first` : 'It answers this';
  if (fields.length > MAX_COLUMNS) {
    const rows = fields.map((field, i) => [field.name, field.config.unit ?? '', cellText(field, values[i]?.[0])]);
    return `${opening}, a row as a column (${count} in all):\n\n${table(['column', 'unit', 'first row'], rows)}`;
  }
  const rows = Array.from({ length: Math.min(count, MAX_ROWS) }, (_, row) =>
    fields.map((field, i) => {
      const text = cellText(field, values[i]?.[row]);
      return text === '' ? '' : text + (UNITS[field.config.unit ?? ''] ?? '');
    })
  );
  // A column has its name in code, and a series its name in the legend.
  const heads = fields.map(({ name, labels, config }) => (labels && config.displayNameFromDS) ?? name);
  return `${opening}:\n\n${table(heads, rows)}${count > MAX_ROWS ? `\n\nand ${count - MAX_ROWS} more.` : ''}`;
}

function table(heads: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellText({ type }: FrameField, value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  return type === 'time' ? new Date(Number(value)).toISOString() : String(value).replaceAll('|', '\\|');
}

function countRequests(routes: readonly string[]): string {
  const counts = [...new Set(routes)].map((route) => `${routes.filter((other) => other === route).length} ${route}`);
  return `${routes.length} ${routes.length === 1 ? 'request' : 'requests'} (${counts.join(', ')})`;
}
