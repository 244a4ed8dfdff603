import type { QueryType } from '../../src/core';
import { LIMITS } from '../../src/core/collect/limits';

type Costs = ReadonlyArray<readonly [what: string, requests: string]>;

const TRACK_COSTS: Costs = [
  ['each peer', '1'],
  ['each session, for names and for peers left empty', '1'],
];

/** What a query type requests from the server if nothing is cached. */
export const COSTS: Readonly<Record<QueryType, Costs>> = {
  peerStats: [
    ['each peer', '1'],
    [
      'each session, for names and for peers left empty',
      '1; none where the format is numeric, peers are named and no filter is on `peer`',
    ],
  ],
  tracks: TRACK_COSTS,
  incidents: TRACK_COSTS,
  layers: TRACK_COSTS,
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

const { maxSessions, maxPeers, callsTimeout } = LIMITS;

/** What else one has to know before one uses a query type. */
export const MORE: Partial<Record<QueryType, string>> = {
  calls: `## What bounds it

Settings of the data source. Beyond one of them a table is cut and says so; numeric is an error, as an alert shows no notice and numbers of some peers
would pass for those of all.

| setting | where absent | bounds | a table shows | what to do |
|---|---|---|---|---|
| \`maxSessions\` | ${maxSessions.default} | the calls that are judged | the newest | name rooms, shorten the range, or raise it |
| \`maxPeers\` | ${maxPeers.default} | the peers of each call | the first | raise it |
| \`callsTimeout\` | ${callsTimeout.default} | the seconds that it asks for | who was read by then | ask again; if it stays, name rooms, shorten the range, or raise it |

What was not read within \`callsTimeout\` counts as nothing: not as good, and not as failed. What was read is kept, so that the next evaluation goes on from there, and
requests that had left then have their answers waiting: each peer is asked for once. With 8 requests at a time and 200 ms for an answer 25 s are enough for about 1,000
peers. Grafana gives the evaluation of an alert rule 30 s (\`evaluation_timeout\` of \`[unified_alerting]\`), and the rest of that is for judging: raise that with
\`callsTimeout\`, up to ${callsTimeout.max} s.

## Which range to choose

- **An hour or more.** Stats appear some time after a call has ended, and nobody documents how long that takes. A peer without stats yet is asked for again at the next
  evaluation, until the call has left the range: a call whose stats come later than that is never judged.
- **Not much more for an alert rule.** A bad call fires for as long as it is in the range, and each peer in it is asked for once an hour.
- **Every few minutes.** New calls alone are asked for between, so that evaluating often costs little more than the list.
- **As far back as you like in a table**, up to \`maxSessions\` calls and the 30 days or so that 100ms keeps.
`,
};
