// The pages of docs/queries, one for each query type: fields and examples from the tables of the source, and what a query costs.
import { core } from './core.mjs';
import { demoRun } from './demoRun.mjs';

const SHAPES = {
  one: 'text',
  many: 'list of texts',
  text: 'text',
  choice: 'one of',
  choices: 'list of',
  count: 'whole number',
  flag: '`true` or `false`',
};

/** What a query type makes the backend ask, where nothing is cached. */
const COSTS = {
  peerStats: [
    ['each peer', '1'],
    [
      'each session, for names and for peers left empty',
      '1; none where the format is numeric, peers are named and no filter is on `peer`',
    ],
  ],
  tracks: [
    ['each peer', '1'],
    ['each session, for names and for peers left empty', '1'],
  ],
  incidents: [
    ['each peer', '1'],
    ['each session, for names and for peers left empty', '1'],
  ],
  layers: [
    ['each peer', '1'],
    ['each session, for names and for peers left empty', '1'],
  ],
  calls: [
    ['each room, or once where none is named', '1 list of ended calls, a page for 100'],
    ['each peer of each call', '1, once: what it comes to is kept for an hour'],
    ['the names of rooms, in a table and for a filter on `room`', '1 for 100 rooms, until all are found'],
  ],
  sessions: [
    ['each room, or once where none is named', '2 lists, of ended and of running calls, a page for 100 calls'],
    ['the names of rooms', '1 for 100 rooms, until all are found'],
  ],
  events: [
    ['each room or session', '1 for 100 events, back to the start of the range; 1,000 events at most'],
    ['joins and leaves, and the room of a session', '1 for each session named, or the 2 lists of the room’s calls'],
  ],
  substream: [
    ['each substream', '1'],
    ['codec and resolution of each substream, in a table that shows them', '1 more, which stands for 15 s'],
    ['streams left empty', '1 for 100 streams of the server'],
    ['substreams left empty, of streams that are named', '1 for each stream'],
  ],
  journal: [['each substream', '1 for 100 lines, back to the start of the range; 1,000 lines at most']],
  list: [
    ['rooms, applications, streams', '1 for 100'],
    ['sessions', 'as a `sessions` query'],
    ['peers', '1 for each session'],
    ['tracks', '1 for each peer, and 1 for the session'],
    ['substreams', '1 for each stream named; none named: 1 for 100 streams'],
  ],
};

const { maxSessions, maxPeers, callsTimeout } = core.BOUNDS;

/** What else is to be known of a query type before it is used. */
const MORE = {
  calls: `## What bounds it

Settings of the data source. Beyond one of them a table is cut and says so; numeric is an error, as an alert shows no notice and numbers of some peers
would pass for those of all.

| setting | where absent | bounds | a table shows | what to do |
|---|---|---|---|---|
| \`maxSessions\` | ${maxSessions.usual} | the calls that are judged | the newest | name rooms, shorten the range, or raise it |
| \`maxPeers\` | ${maxPeers.usual} | the peers of each call | the first | raise it |
| \`callsTimeout\` | ${callsTimeout.usual} | the seconds that it asks for | who was read by then | ask again; if it stays, name rooms, shorten the range, or raise it |

What was not read within \`callsTimeout\` counts as nothing: not as good, and not as failed. What was read is kept, so that the next evaluation goes on from there, and
requests that had left then have their answers waiting: each peer is asked for once. With 8 requests at a time and 200 ms for an answer 25 s are enough for about 1,000
peers. Grafana gives the evaluation of an alert rule 30 s (\`evaluation_timeout\` of \`[unified_alerting]\`), and the rest of that is for judging: raise that with
\`callsTimeout\`, up to ${callsTimeout.most} s.

## Which range to choose

- **An hour or more.** Stats appear some time after a call has ended, and nobody documents how long that takes. A peer without stats yet is asked for again at the next
  evaluation, until the call has left the range: a call whose stats come later than that is never judged.
- **Not much more for an alert rule.** A bad call fires for as long as it is in the range, and each peer in it is asked for once an hour.
- **Every few minutes.** New calls alone are asked for between, so that evaluating often costs little more than the list.
- **As far back as you like in a table**, up to \`maxSessions\` calls and the 30 days or so that 100ms keeps.
`,
};

const LIST = {
  about:
    'What there is to choose from: rooms, sessions, peers, tracks, applications, streams or substreams. Dashboard variables save it; a panel does not offer it.',
  query: { refId: 'A', version: 1, queryType: 'list', list: 'peers', sessionId: core.DEMO_CALL },
};

/** What a query type is for, in a sentence or two. */
export function aboutOf(name) {
  return name === 'list' ? LIST.about : core.GUIDES[name].about;
}

export async function pageOf(name) {
  const { label, service, fields, labels } = core.QUERY_TYPES[name];
  const rows = Object.entries(fields).map(([path, field]) => fieldRow(path, field));
  const query = name === 'list' ? LIST.query : exampleOf(name);
  const { frames, requests } = await demoRun(query);
  return `# \`${name}\`: ${label}${service === null ? '' : ` (${serviceName(service)})`}

${aboutOf(name)}

## Fields

| field | in the editor | holds | where absent | variables | what it does |
|---|---|---|---|---|---|
${rows.join('\n')}
${labels === null ? '' : `\nIts filters can be on ${labels.map((key) => `\`${key}\``).join(', ')}.\n`}
## An example

\`\`\`json
${JSON.stringify(query, null, 2)}
\`\`\`

${shown(frames)}

## What it costs

| for | requests to the server |
|---|---|
${COSTS[name].map(([what, count]) => `| ${what} | ${count} |`).join('\n')}

The example made ${counted(requests)}. Answers are kept for a moment, so panels that ask for the same share them; the query inspector
tells what a query cost.
${MORE[name] === undefined ? '' : `\n${MORE[name]}`}`;
}

export function serviceName(service) {
  return service === 'storm' ? 'Storm' : service;
}

/** The first example of the editor's help, on the demo's own calls and streams. */
function exampleOf(name) {
  const [example] = core.GUIDES[name].examples;
  return core.exampleQuery(example, name, { refId: 'A' }, 'demo');
}

/** What a field holds, what stands where it is absent, and whether it must be there. */
function fieldRow(path, field) {
  const choices = field.choices === undefined ? '' : ` ${field.choices.map((choice) => `\`${choice}\``).join(', ')}`;
  const most = field.most === undefined ? '' : ` from ${field.least ?? 1} to ${field.most}`;
  const needed = field.required || field.emptyMeansAll === false ? '**required**' : '';
  const absent =
    field.fallback === undefined
      ? needed || (field.shape === 'flag' ? '`false`' : (field.whenEmpty ?? 'empty'))
      : `\`${field.fallback}\``;
  const variables = ['choice', 'count', 'flag'].includes(field.shape) ? 'no' : 'yes';
  return `| \`${path}\` | ${field.label} | ${SHAPES[field.shape]}${choices}${most} | ${absent} | ${variables} | ${field.about} |`;
}

const MOST_ROWS = 5;
/** A table of more columns is turned, so that a page can hold it. */
const MOST_COLUMNS = 10;

function shown(frames) {
  const [frame] = frames;
  const { fields } = frame.schema;
  const { values } = frame.data;
  const count = values[0]?.length ?? 0;
  const opening =
    frames.length > 1 ? `It answers ${frames.length} frames, of which this is the first` : 'It answers this';
  if (fields.length > MOST_COLUMNS) {
    const rows = fields.map(
      (field, i) => `| ${field.name} | ${field.config.unit ?? ''} | ${plain(field, values[i][0])} |`
    );
    return `${opening}, a row as a column (${count} in all):\n\n| column | unit | first row |\n|---|---|---|\n${rows.join('\n')}`;
  }
  const rows = Array.from(
    { length: Math.min(count, MOST_ROWS) },
    (_, row) => `| ${fields.map((field, i) => cell(field, values[i][row])).join(' | ')} |`
  );
  const heads = fields.map(({ name, config }) => config.displayNameFromDS ?? name);
  const more = count > MOST_ROWS ? `\n\nand ${count - MOST_ROWS} more.` : '';
  return `${opening}:\n\n| ${heads.join(' | ')} |\n|${'---|'.repeat(fields.length)}\n${rows.join('\n')}${more}`;
}

/** Units that a reader would take another for. */
const UNITS = { percent: '%', ms: 'ms', bps: 'bit/s' };

function cell(field, value) {
  const unit = UNITS[field.config.unit];
  const text = plain(field, value);
  return unit === undefined || text === '' ? text : `${text} ${unit}`;
}

function plain({ type }, value) {
  if (value === null || value === undefined) {
    return '';
  }
  return type === 'time' ? new Date(value).toISOString() : String(value).replaceAll('|', '\\|');
}

function counted(requests) {
  const routes = [...new Set(requests)].map((route) => `${requests.filter((made) => made === route).length} ${route}`);
  return `${requests.length} ${requests.length === 1 ? 'request' : 'requests'} (${routes.join(', ')})`;
}
