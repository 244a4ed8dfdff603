import { QUERY_TYPES, QUERY_VERSION, type QueryField, type QueryType, type Service } from '../../core';
import { LISTED_TYPES, PRESENCE_TYPES } from '../../core/query/types/events';
import { DEMO_QUERY } from '../../demoQuery';
import type { PeerlensQuery } from '../../types';

/** Lists are for variables, which have no help. */
type EditedType = Exclude<QueryType, 'list'>;

/** A query worth trying, without its IDs. */
interface Example {
  readonly title: string;
  readonly query: Partial<PeerlensQuery>;
}

/** What a query type shows, and examples. */
interface Guide {
  readonly about: string;
  readonly examples: readonly Example[];
}

const TRACK_TYPES = LISTED_TYPES.filter((type) => type.startsWith('track.'));

export const GUIDES: Readonly<Record<EditedType, Guide>> = {
  peerStats: {
    about:
      'What each peer of an ended 100ms call sent and received: a series for each track, simulcast layer and metric. Peers left empty are all of the call.',
    examples: [
      { title: 'Packet loss of what was sent', query: { sides: ['publisher'], metrics: ['packet_loss_percent'] } },
      {
        title: 'Bitrate of each video layer',
        query: { sides: ['publisher'], kinds: ['video'], metrics: ['bitrate'], legend: '{{peer}} {{layer}}' },
      },
      {
        title: 'Freezes of received video',
        query: { sides: ['subscriber'], kinds: ['video'], metrics: ['freeze_count'] },
      },
      { title: 'Every sample, as tables', query: { format: 'table' } },
      {
        title: 'p95 of packet loss, for an alert rule',
        query: { format: 'numeric', metrics: ['packet_loss_percent'], reduce: 'p95' },
      },
    ],
  },
  tracks: {
    about:
      'How each track and layer of an ended 100ms call was: a score from 0 to 5 with the reasons (the summary for people, the reasons with what each takes), the cause, who sent what was received, and its metrics as one number each.',
    examples: [
      { title: 'Score and reasons of every track', query: { metrics: ['score'] } },
      { title: 'The worst tenth of every metric', query: { reduce: 'p95' } },
      { title: 'What each peer sent and received, over time', query: { format: 'timeseries' } },
      { title: 'The score, for an alert rule', query: { format: 'numeric', metrics: ['score'] } },
    ],
  },
  incidents: {
    about:
      'When a metric of an ended 100ms call was bad, and how bad: as a table, or as regions over the graphs. They show when a score was lost; the score itself is measured sample by sample.',
    examples: [
      { title: 'All that went wrong', query: {} },
      { title: 'Freezes', query: { metrics: ['freeze_count'] } },
    ],
  },
  layers: {
    about:
      'Which simulcast layers each published track of an ended 100ms call was sending, for a state timeline. Each row says what was sent from that time until the next row. Its time is the start of a window; 100ms gives the end. It is empty in a gap and after the last window.',
    examples: [{ title: 'The layers of all peers', query: {} }],
  },
  calls: {
    about:
      'How every peer of every 100ms call that ended in the time range was, the worst first, and whose fault that is. What to alert on: stats come only after a call.',
    examples: [
      { title: 'The worst peers', query: { format: 'table' } },
      { title: 'Whose fault each call was, in a sentence', query: { format: 'verdict' } },
      { title: 'The score of every peer, for an alert rule', query: { format: 'numeric', value: 'score' } },
      {
        title: 'p95 of packet loss, for an alert rule',
        query: { format: 'numeric', value: 'packet_loss_percent', reduce: 'p95' },
      },
    ],
  },
  sessions: {
    about:
      'The 100ms calls that overlap the time range, a row each, the newest first. A row opens the dashboard of its call.',
    examples: [
      { title: 'The calls of all rooms', query: { roomIds: [] } },
      { title: 'The last ten calls', query: { limit: 10 } },
    ],
  },
  events: {
    about:
      'What happened in a 100ms room or session, as a table or as annotations: joins and leaves, tracks, and what failed on a client.',
    examples: [
      { title: 'Who came and went', query: { types: [...PRESENCE_TYPES] } },
      { title: 'What failed', query: { errorsOnly: true } },
      { title: 'Tracks added, muted and removed', query: { types: TRACK_TYPES } },
    ],
  },
  recordings: {
    about:
      'The recordings that 100ms made in the time range, a row each, the newest first: how long, how large, and whether one failed.',
    examples: [
      { title: 'All recordings', query: {} },
      { title: 'Those that failed', query: { statuses: ['failed'] } },
      { title: 'Whether each failed, for an alert rule', query: { format: 'numeric' } },
    ],
  },
  substream: {
    about:
      'How substreams of a Storm server are doing now, whatever the time range: it keeps no history. Empty lists mean all.',
    examples: [
      { title: 'How each is, in a sentence', query: { format: 'table', verdict: true } },
      { title: 'All that they report', query: { format: 'table' } },
      { title: 'With codec and resolution', query: { format: 'table', metadata: true } },
      { title: 'Health score, for an alert rule', query: { format: 'numeric', metric: 'healthScore' } },
      { title: 'Viewers', query: { format: 'numeric', metric: 'viewerCount' } },
    ],
  },
  stream: {
    about:
      'Which streams of a Storm server are up, how healthy they are and how many people watch, whatever the time range: it keeps no history. An empty application means all.',
    examples: [
      { title: 'All streams of the server', query: { app: '', streamKeys: [], format: 'table' } },
      { title: 'Viewers', query: { format: 'numeric', metric: 'viewerCount' } },
      { title: 'Up or down, for an alert rule', query: { format: 'numeric', metric: 'published' } },
    ],
  },
  server: {
    about:
      'How the Storm server itself is doing now: CPU, memory, network and threads; what it recorded of the last hours; and when it was started.',
    examples: [
      { title: 'All that it reports', query: { format: 'table' } },
      { title: 'What it recorded of bandwidth, viewers and streams', query: { format: 'timeseries' } },
      {
        title: 'CPU and memory, live',
        query: { format: 'live', metrics: ['cpuUsagePercent', 'memoryUsagePercent'] },
      },
      { title: 'CPU, for an alert rule', query: { format: 'numeric', metric: 'cpuUsagePercent' } },
    ],
  },
  viewers: {
    about:
      "How many viewers of each kind (HLS, MSE, RTMP push, transcoder, recorder) each substream of a Storm server has now. It needs the setting viewers of the data source, because Storm's lists have people's addresses.",
    examples: [
      { title: 'Viewers of every kind', query: { format: 'table' } },
      { title: 'The same numbers, for an alert rule', query: { format: 'numeric' } },
    ],
  },
  journal: {
    about: 'What the pipeline of a Storm substream wrote of itself, as a table or as annotations.',
    examples: [{ title: 'The journal of a substream', query: {} }],
  },
};

/** The query of an example, with the calls and streams of the edited query, or of the demo. */
export function exampleQuery(
  { query }: Example,
  queryType: EditedType,
  edited: PeerlensQuery,
  service: Service
): PeerlensQuery {
  const ids = idsIn(service === 'demo' ? { ...DEMO_QUERY, peerIds: undefined } : edited, queryType);
  return { refId: edited.refId, version: QUERY_VERSION, queryType, ...ids, ...query };
}

/** These narrow a query to some tracks. Without them an example shows more. */
const NARROWING: readonly string[] = ['trackIds', 'rids'];

function idsIn(query: Partial<PeerlensQuery>, queryType: EditedType): Partial<PeerlensQuery> {
  const fields = Object.entries<QueryField>(QUERY_TYPES[queryType].fields);
  const paths = fields
    .filter(([path, { shape }]) => (shape === 'id' || shape === 'idList') && !NARROWING.includes(path))
    .map(([path]) => path);
  const entries = Object.entries<unknown>({ ...query });
  return Object.fromEntries(entries.filter(([path, value]) => paths.includes(path) && value !== undefined));
}
