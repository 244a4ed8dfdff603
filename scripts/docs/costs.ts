import type { QueryType } from '../../src/core';
import { LIMITS, UNSCORED_ROLES } from '../../src/core/collect/limits';

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

const { maxSessions, maxPeers, callsTimeout } = LIMITS;

/** What else one has to know before one uses a query type. */
export const MORE: Partial<Record<QueryType, string>> = {
  calls: `## Limits

These are settings of the data source. Beyond a limit a table is cut and says so. Beyond \`maxPeers\` numeric has a row of null for the rest of the call,
whose \`peer\` says how many peers were not scored. Beyond the others it fails: an alert shows no notice, and would treat a partial result as complete.

| setting | default | limits | a table shows | what to do |
|---|---|---|---|---|
| \`maxSessions\` | ${maxSessions.default} | the calls that are scored | the newest | name rooms, shorten the range, or raise it |
| \`maxPeers\` | ${maxPeers.default} | the peers of each call | those of the roles with the fewest peers, and says how many are left out | raise it, or filter by \`role\` |
| \`callsTimeout\` | ${callsTimeout.default} | the seconds of fetching | the peers that were read by then | run it again; if it keeps happening, name rooms, shorten the range, or raise it |

A peer that was not read within \`callsTimeout\` is neither good nor failed. Peers that were read are cached, so that the next evaluation continues from
there; each peer is requested once. With 8 requests at a time and 200 ms per answer, 25 s are enough for about 1,000 peers. Grafana gives the evaluation of
an alert rule 30 s (\`evaluation_timeout\` of \`[unified_alerting]\`); the rest of that time is for scoring. Raise it together with \`callsTimeout\`,
which can be up to ${callsTimeout.max} s.

## Who is scored

Filters on \`role\` apply before any peer is requested: a webinar of 2,500 viewers costs requests for its speakers only. The setting \`unscoredRoles\` names
roles that are never scored, with commas between them; \`*\` stands for any characters, and case does not matter. The default is

    ${UNSCORED_ROLES}

because recorders and the beam of 100ms are programs, and viewers of an HLS stream get it from a CDN: neither has stats. An empty text scores all roles.
\`minPeers\` counts people: who comes back counts once if the application sets \`user_id\`, and roles that are never scored do not count.

## Which range to choose

- **An hour or more.** 100ms publishes stats some time after a call has ended, and does not document how long that takes. A peer without stats is requested
  again at the next evaluation until the call has left the range. A call whose stats come later is never scored.
- **Not much more for an alert rule.** A bad call fires for as long as it is in the range, and each of its peers is requested once an hour.
- **Every few minutes.** Each evaluation requests only new calls, so that frequent evaluation costs little more than the list.
- **As long as you like in a table**, up to \`maxSessions\` calls and the 30 days or so for which 100ms keeps stats.
`,
};
