import type { EnumField, IdListField, IdField } from '../field';
import type { Common, QueryReader } from '../reader';

/** What can be listed, by service. */
export const LISTS = {
  '100ms': ['rooms', 'sessions', 'peers', 'tracks'],
  storm: ['applications', 'streams', 'substreams'],
} as const;
export type ListName = (typeof LISTS)['100ms' | 'storm'][number];

/** The fields of a `list` query. Which of them it takes depends on what is listed. */
export const LIST_FIELDS = {
  list: {
    shape: 'choice',
    choices: [...LISTS['100ms'], ...LISTS.storm],
    fallback: 'rooms',
    label: 'List',
    about: 'What is listed. Each entry shows a name and stands for an ID.',
  } satisfies EnumField<ListName>,
  roomIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Rooms',
    about: 'Sessions: of which rooms; empty lists those of all rooms.',
  } satisfies IdListField,
  sessionId: {
    shape: 'one',
    required: false,
    label: 'Session',
    about: 'Peers and tracks: of which session.',
  } satisfies IdField,
  peerIds: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Peers',
    about: 'Tracks: of which peers; empty lists those of all peers of the session.',
  } satisfies IdListField,
  app: {
    shape: 'one',
    required: false,
    label: 'Application',
    about: 'Streams and substreams: of which application.',
  } satisfies IdField,
  streamKeys: {
    shape: 'many',
    emptyMeansAll: true,
    label: 'Streams',
    about: 'Substreams: of which streams; empty lists those of all streams of the application.',
  } satisfies IdListField,
} as const;

/** What a list cannot do without. */
const NEEDS: Readonly<Partial<Record<ListName, 'sessionId' | 'app'>>> = {
  peers: 'sessionId',
  tracks: 'sessionId',
  streams: 'app',
  substreams: 'app',
};

/** What there is to choose from, for pickers and for variables. */
export interface ListQuery extends Common {
  readonly queryType: 'list';
  readonly list: ListName;
  readonly roomIds: readonly string[];
  readonly sessionId: readonly string[];
  readonly peerIds: readonly string[];
  readonly app: readonly string[];
  readonly streamKeys: readonly string[];
}

export function readList(reader: QueryReader): ListQuery {
  const table = LIST_FIELDS;
  const query: ListQuery = {
    queryType: 'list',
    ...reader.common(),
    list: reader.choice('list', table.list),
    roomIds: reader.many('roomIds', table.roomIds),
    sessionId: reader.one('sessionId', table.sessionId),
    peerIds: reader.many('peerIds', table.peerIds),
    app: reader.one('app', table.app),
    streamKeys: reader.many('streamKeys', table.streamKeys),
  };
  const needed = NEEDS[query.list];
  if (needed !== undefined && query[needed].length === 0 && reader.problems.length === 0) {
    reader.problems.push({ path: needed, text: `${table[needed].label} is missing`, unfinished: true });
  }
  return query;
}
