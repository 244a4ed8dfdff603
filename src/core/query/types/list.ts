import { enumField, idField, idListField } from '../field';
import { defineQueryType, type QueryOf } from '../queryType';

/** What can be listed, by service. */
export const LISTS = {
  '100ms': ['rooms', 'sessions', 'peers', 'tracks'],
  storm: ['applications', 'streams', 'substreams'],
} as const;
export type ListName = (typeof LISTS)['100ms' | 'storm'][number];

/** The field that a list cannot do without. */
const REQUIRED: Readonly<Partial<Record<ListName, 'sessionId' | 'app'>>> = {
  peers: 'sessionId',
  tracks: 'sessionId',
  streams: 'app',
  substreams: 'app',
};

/** The options of pickers and variables. */
export const LIST = defineQueryType({
  name: 'list',
  service: null,
  label: 'List',
  labels: [],
  ignoresOtherFilters: true,
  fields: {
    list: enumField(
      'List',
      'What to list. Each option shows a name and has an ID as its value.',
      [...LISTS['100ms'], ...LISTS.storm],
      'rooms'
    ),
    roomIds: idListField('Rooms', 'For sessions: the rooms. Empty: all rooms.'),
    sessionId: idField('Session', 'For peers and tracks: the session.'),
    peerIds: idListField('Peers', 'For tracks: the peers. Empty: all peers of the session.'),
    app: idField('Application', 'For streams and substreams: the application.', { isFreeName: true }),
    streamKeys: idListField('Streams', 'For substreams: the streams. Empty: all streams of the application.', {
      isFreeName: true,
    }),
  },
  check: (query, { problems }) => {
    const path = REQUIRED[query.list];
    if (path !== undefined && query[path].length === 0 && problems.length === 0) {
      problems.push({ path, text: `${path === 'app' ? 'Application' : 'Session'} is missing`, unfinished: true });
    }
  },
});

export type ListQuery = QueryOf<typeof LIST>;
