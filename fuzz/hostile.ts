import type { Case } from '../testdata/cases';

/** Just below the 16 MB that an answer may have. */
const BYTES = 15_000_000;

/** As many repetitions of a text as there is room for. */
function repeated(item: string, separator = ','): string {
  return Array.from({ length: Math.floor(BYTES / (item.length + separator.length)) }, () => item).join(separator);
}

/** Members with names of their own. */
function members(value: string, count = 1_000_000): string {
  return Array.from(
    { length: Math.min(count, Math.floor(BYTES / (value.length + 10))) },
    (_, i) => `"${i.toString(36)}a":${value}`
  ).join(',');
}

const [deep, deepObject] = [`${'['.repeat(1e6)}${']'.repeat(1e6)}`, `${'{"a":'.repeat(1e6)}1${'}'.repeat(1e6)}`];

type Text = () => string;

const inPeer = (rest: string) => `{"peer_id":"p","session_id":"s","room_id":"r",${rest}}`;
const inVideo = (track: string) =>
  inPeer(`"publisher":{"video":[{"track_id":"t","type":"regular",${track}}],"audio":[]}`);
const inSeries = (rest: string) => inVideo(`"time_series":{${rest}}`);
const TIMES = '"timestamps":[1738843560000,1738843570000]';

const PEER_STATS: Readonly<Record<string, Text>> = {
  'unread lists': () => inPeer(`"other":[${repeated('[]')}]`),
  'unread objects': () => inPeer(`"other":[${repeated('{}')}]`),
  'lists as tracks': () => inPeer(`"publisher":{"video":[${repeated('[]')}]}`),
  'objects as tracks': () => inPeer(`"publisher":{"video":[${repeated('{}')}]}`),
  'tracks with an ID': () => inPeer(`"publisher":{"video":[${repeated('{"track_id":"t"}')}]}`),
  'lists as samples': () => inSeries(`${TIMES},"bitrate":[${repeated('[]')}]`),
  'objects as samples': () => inSeries(`${TIMES},"bitrate":[${repeated('{}')}]`),
  'numbers as samples': () => inSeries(`${TIMES},"bitrate":[${repeated('0')}]`),
  'zeros as timestamps': () => inSeries(`"timestamps":[${repeated('0')}]`),
  'texts as timestamps': () => inSeries(`"timestamps":[${repeated('"1"')}]`),
  'members of the root': () => inPeer(members('1')),
  'members of publisher': () => inPeer(`"publisher":{${members('[]')}}`),
  'members of a track': () => inVideo(members('1')),
  'members of a series': () => inSeries(`${TIMES},${members('[]')}`),
  'deep and unread': () => inPeer(`"other":${deep}`),
  'deep and unread objects': () => inPeer(`"other":${deepObject}`),
  'deep and read': () => inPeer(`"publisher":${deep}`),
  'deep samples': () => inSeries(`${TIMES},"bitrate":${deep}`),
  'one long track ID': () => inVideo(`"track_id":"${'x'.repeat(BYTES)}"`),
  'one long escaped track ID': () => inVideo(`"track_id":"${repeated('\\u0061', '')}"`),
  'one long escaped key': () => inPeer(`"${repeated('\\u0061', '')}":1`),
  'one long number': () => inSeries(`"timestamps":[1${'0'.repeat(BYTES)}]`),
  blanks: () => `${' '.repeat(BYTES)}${inSeries(TIMES)}`,
  'no JSON': () => `<html>${' '.repeat(BYTES)}`,
};

const listOf = (item: string) => `{"limit":100,"last":null,"data":[${repeated(item)}]}`;
const eventsOf = (item: string) => `{"limit":100,"total":2,"next":null,"events":[${repeated(item)}]}`;
const stormList = (item: string) =>
  `{"data":{"totalItems":1,"totalPages":1,"currentPage":1,"hasNext":false,"list":[${repeated(item)}]},"meta":{}}`;
const substream = (rest: string) => `{"data":{"id":"k","application":"live","streamKey":"k",${rest}}}`;

const SESSION: Readonly<Record<string, Text>> = {
  'peers without members': () => `{"id":"s","room_id":"r","active":false,"peers":[${repeated('{}')}]}`,
  'a million peers': () => `{"id":"s","room_id":"r","active":false,"peers":{${members('1')}}}`,
  'peers with an ID': () => `{"id":"s","room_id":"r","active":false,"peers":{${members('{"id":"p"}')}}}`,
  'unread objects in a session': () => `{"id":"s","peers":{},"other":[${repeated('{}')}]}`,
};

const SUBSTREAM: Readonly<Record<string, Text>> = {
  'unread lists of a substream': () => substream(`"other":[${repeated('[]')}]`),
  'unread objects of a substream': () => substream(`"other":[${repeated('{}')}]`),
  'members of a substream': () => substream(members('1')),
  'members of its health': () => substream(`"healthData":{${members('[]')}}`),
  'deep substream': () => substream(`"healthData":${deepObject}`),
  'one long text of a substream': () => substream(`"state":"${'x'.repeat(BYTES)}"`),
};

const PEER = { queryType: 'peerStats', sessionId: 's', peerIds: ['p'] };
const STREAMS = { queryType: 'list', list: 'streams', app: 'live' };
const NOW = 1_738_929_600_000;

function hostile(title: string, service: Case['service'], route: string, query: object, text: Text, status = 200) {
  const answers = () => [{ route, params: {}, status, contentType: 'application/json', text: text() }];
  const range = { from: NOW - 86_400_000, to: NOW };
  return {
    title: `${title} (${route})`,
    make: (): Case => ({ title, service, now: NOW, range, query: { refId: 'A', ...query }, answers: answers() }),
  };
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const START = 1_738_843_560_000;
const AT = { from: START - 3_600_000, to: START + 3_600_000 };

/** A track with two samples. */
const track = (id: string) =>
  `{"track_id":"${id}","type":"regular","time_series":{${TIMES},"bitrate":[1,2],"fps":[25,30]}}`;
const tracks = (count: number) => range(count).map((i) => track(`t${i}`));
const peer = (i: number) =>
  `{"id":"p${i}","name":"n${i}","joined_at":"2025-02-06T12:06:00Z","left_at":"2025-02-06T13:06:00Z"}`;
const unsorted = range(400_000).map((i) => `"${START + ((i * 7919) % 400_000)}"`);
const event = (i: number) =>
  `{"id":"e${i}","timestamp":"2025-02-06T12:06:00Z","type":"client.disconnected","data":{"peer_id":"p","error_message":"m"}}`;

const longTracks = () => {
  const samples = `"timestamps":[${range(50_000)
    .map((i) => START + i)
    .join()}],"bitrate":[${Array(50_000).fill(1).join()}]`;
  const all = range(8).map((i) => `{"track_id":"t${i}","time_series":{${samples}}}`);
  return inPeer(`"publisher":{"video":[${all.join()}]}`);
};

/** Ordinary documents that are large, and texts that are long: of a peer's stats, by their titles. */
const LARGE: Readonly<Record<string, Text>> = {
  'one track listed 2,000 times': () =>
    inPeer(
      `"publisher":{"video":[${range(2000)
        .map(() => track('t'))
        .join()}]}`
    ),
  '5,000 tracks sent, 5,000 received': () =>
    inPeer(`"publisher":{"video":[${tracks(5000).join()}]},"subscriber":{"video":[${tracks(5000).join()}]}`),
  '20,000 tracks': () => inPeer(`"publisher":{"video":[${tracks(20_000).join()}]}`),
  '400,000 unsorted samples as text': () =>
    inSeries(`"timestamps":[${unsorted.join()}],"bitrate":[${unsorted.join()}]`),
  '100,000 digits and a letter': () => inSeries(`${TIMES},"bitrate":["${'1'.repeat(100_000)}x",1]`),
};

/** Queries that are large. */
const QUERIES: Readonly<Record<string, object>> = {
  '150,000 peers': { ...PEER, peerIds: range(150_000).map((i) => `p${i}`), metrics: ['bitrate'], format: 'numeric' },
  'repeated ${': { ...PEER, sessionId: '${a'.repeat(50_000) },
  'a field nested 4,000 deep': { ...PEER, format: range(4000).reduce<unknown>((inner) => [inner], 1) },
  'an ID of 100,000 characters': { ...PEER, sessionId: 'x'.repeat(100_000) },
  'a legend of blanks': { ...PEER, legend: `{{${' '.repeat(50_000)}`.repeat(2) },
};

/** Large but ordinary cases; each should take less than two seconds. */
export const ORDINARY = [
  ...Object.entries(LARGE).flatMap(([title, text]) =>
    [{}, { format: 'table' }, { format: 'numeric', metrics: ['bitrate'] }, { queryType: 'tracks' }].map((how) => {
      const one = hostile(
        `${title}, ${Object.values(how)[0] ?? 'timeseries'}`,
        '100ms',
        'peerStats',
        { ...PEER, ...how },
        text
      );
      return { ...one, make: (): Case => ({ ...one.make(), range: AT }) };
    })
  ),
  ...Object.entries(QUERIES).map(([title, query]) =>
    hostile(title, '100ms', 'peerStats', query, () => inSeries(TIMES))
  ),
  hostile('an error of 40,000 blanks', '100ms', 'peerStats', PEER, () => `{"message":"a${' '.repeat(40_000)}b"}`, 500),
  hostile(
    '100,000 events',
    '100ms',
    'events',
    { queryType: 'events', roomId: 'r', sessionId: 's' },
    () => `{"limit":100,"events":[${range(100_000).map(event).join()}]}`
  ),
  hostile(
    '150,000 rooms',
    '100ms',
    'rooms',
    { queryType: 'list', list: 'rooms' },
    () =>
      `{"limit":100,"data":[${range(150_000)
        .map((i) => `{"id":"r${i}","name":"n${i}"}`)
        .join()}]}`
  ),
  hostile(
    '110,000 peers of a session',
    '100ms',
    'session',
    { queryType: 'list', list: 'peers', sessionId: 's' },
    () => `{"id":"s","active":false,"peers":[${range(110_000).map(peer).join()}]}`
  ),
  hostile(
    '150,000 streams',
    'storm',
    'streams',
    STREAMS,
    () =>
      `{"data":{"list":[${range(150_000)
        .map((i) => `{"application":"live","streamKey":"k${i}"}`)
        .join()}]}}`
  ),
  hostile(
    '150,000 journal lines',
    'storm',
    'journal',
    { queryType: 'journal', app: 'live', streamKey: 'k', substream: 'n' },
    () =>
      `{"data":{"list":[${range(150_000)
        .map((i) => `{"id":${i},"createDate":${NOW - i},"message":"m"}`)
        .join()}]}}`
  ),
];

/** Documents of the largest size that are hard to read, each as a case. A text is made only when it is needed. */
export const HOSTILE = [
  ...Object.entries(PEER_STATS).map(([title, text]) => hostile(title, '100ms', 'peerStats', PEER, text)),
  ...[{ format: 'table' }, { queryType: 'tracks' }, { queryType: 'incidents' }].map((how) =>
    hostile(`tracks of 50,000 samples, ${Object.values(how)[0]}`, '100ms', 'peerStats', { ...PEER, ...how }, longTracks)
  ),
  ...Object.entries(SESSION).map(([title, text]) =>
    hostile(title, '100ms', 'session', { queryType: 'peerStats', sessionId: 's' }, text)
  ),
  ...['{}', '[]', '{"id":"s"}'].flatMap((item) => [
    hostile(`page of ${item}`, '100ms', 'sessions', { queryType: 'sessions' }, () => listOf(item)),
    hostile(`page of ${item}`, '100ms', 'rooms', { queryType: 'list', list: 'rooms' }, () => listOf(item)),
    hostile(`page of ${item}`, '100ms', 'events', { queryType: 'events', roomId: 'r', sessionId: 's' }, () =>
      eventsOf(item)
    ),
  ]),
  ...Object.entries(SUBSTREAM).map(([title, text]) =>
    hostile(
      title,
      'storm',
      'substream',
      { queryType: 'substream', app: 'live', streamKeys: ['k'], substreams: ['n'] },
      text
    )
  ),
  ...['{}', '{"id":1}'].flatMap((item) => [
    hostile(`page of ${item}`, 'storm', 'streams', STREAMS, () => stormList(item)),
    hostile(
      `page of ${item}`,
      'storm',
      'journal',
      { queryType: 'journal', app: 'live', streamKey: 'k', substream: 'n' },
      () => stormList(item)
    ),
  ]),
];
