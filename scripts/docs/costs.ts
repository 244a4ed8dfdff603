import type { QueryType } from '../../src/core';

type Costs = ReadonlyArray<readonly [what: string, requests: string]>;

const TRACK_COSTS: Costs = [
  ['each peer', '1'],
  ['each session, for names and for an empty list of peers', '1'],
];

/** What a query type requests from the server if nothing is cached. */
export const COSTS: Readonly<Record<QueryType, Costs>> = {
  peerStats: [
    ['each peer', '1'],
    [
      'each session, for names and for an empty list of peers',
      '1; none if the format is numeric, peers are named and have samples in the range, and no filter uses `peer`',
    ],
  ],
  tracks: TRACK_COSTS,
  incidents: TRACK_COSTS,
  layers: TRACK_COSTS,
  calls: [
    ['each room, or once if none is named', '1 list of ended calls, a page for 100; none if sessions are named'],
    ['each session that is named', '1; more than three are searched in the lists of the range first'],
    [
      'each peer of each call whose role is scored and matches the filters on `role`',
      '1; its score is cached for an hour',
    ],
    [
      'the names of rooms',
      '1 for 100 rooms, until all are found; beyond the first 2,000, 1 for each room, 200 at most',
    ],
  ],
  sessions: [
    ['each room, or once if none is named', '2 lists, of ended and of running calls, a page for 100 calls'],
    [
      'the names of rooms',
      '1 for 100 rooms, until all are found; beyond the first 2,000, 1 for each room, 200 at most',
    ],
  ],
  events: [
    ['each room or session', '1 for 100 events, back to the start of the range; 1,000 events at most'],
    ['joins and leaves, and the room of a session', '1 for each session named, or the 2 lists of the room’s calls'],
  ],
  recordings: [
    ['each room and session, or once if none is named', '1 for 100 recordings, back to 12 hours before the range'],
    ['each completed recording in a table, for its size and resolution', '1, up to `maxPeers`'],
    [
      'the names of rooms, in a table',
      '1 for 100 rooms, until all are found; beyond the first 2,000, 1 for each room, 200 at most',
    ],
  ],
  substream: [
    ['each substream', '1'],
    ['codec and resolution of each substream, in a table that shows them', '1 more, cached for 15 s'],
    ['an empty list of streams', '1 for 100 streams of the server'],
    ['an empty list of substreams, with named streams', '1 for each stream'],
  ],
  stream: [
    ['each stream', '1'],
    ['an empty list of streams', '1 for 100 streams of the server'],
  ],
  viewers: [
    ['each stream', '1 for 100 viewers, 2,000 viewers at most; cached for 15 s'],
    ['an empty list of streams', '1 for 100 streams of the server'],
  ],
  server: [['the server', '1, and 1 for its name and version, cached for 15 s']],
  journal: [['each substream', '1 for 100 lines, back to the start of the range; 1,000 lines at most']],
  list: [
    ['rooms, applications, streams', '1 for 100'],
    ['sessions', 'as a `sessions` query'],
    ['peers', '1 for each session'],
    ['tracks', '1 for each peer, and 1 for the session'],
    ['substreams', '1 for each stream named; none named: 1 for 100 streams'],
  ],
};
