import type { Case } from '../testdata/cases';

/** Just below the 16 MB that an answer may have. */
const BYTES = 15_000_000;

const NOW = 1_738_929_600_000;
const START = 1_738_843_560_000;

/** As many repetitions of a text as there is room for. */
function repeated(item: string, separator = ','): string {
  return (item + separator).repeat(Math.floor(BYTES / (item.length + separator.length)) - 1) + item;
}

/** Texts for the numbers from 0 on, with commas between. */
function numbered(count: number, item: (i: number) => string | number): string {
  return Array.from({ length: count }, (_, i) => item(i)).join(',');
}

/** Members with names of their own. */
function members(value: string): string {
  return numbered(Math.min(1_000_000, Math.floor(BYTES / (value.length + 10))), (i) => `"${i.toString(36)}a":${value}`);
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

/** A page of one recording, whose own document is the hostile one. */
const RECORDINGS = `{"limit":100,"data":[{"id":"a","status":"completed","started_at":"2025-02-06T12:06:00Z"}]}`;

const server = (rest: string) => `{"data":{${rest}},"meta":{}}`;
const points = (point: (i: number) => string) => server(`"aHistory":{"points":[${numbered(250_000, point)}]}`);
const SERVER: Readonly<Record<string, Text>> = {
  'members of a server': () => server(members('[]')),
  'members of its memory': () => server(`"memory":{${members('1')}}`),
  'a million histories': () => server(numbered(700_000, (i) => `"${i}History":{}`)),
  'members of a history with a long name': () => server(`"${'x'.repeat(5_000_000)}History":{${members('1')}}`),
  'points of a history': () => points((i) => `[${START + i},${i}]`),
  'points at unusual times': () => points((i) => `["2025-02-06T12:06:00,${i}+0100",${i}]`),
};

const PEER = { queryType: 'peerStats', sessionId: 's', peerIds: ['p'] };
const EVENTS = { queryType: 'events', roomId: 'r', sessionId: 's' };
const ROOMS = { queryType: 'list', list: 'rooms' };
const STREAMS = { queryType: 'list', list: 'streams', app: 'live' };
const STREAM = { queryType: 'substream', app: 'live', streamKeys: ['k'], substreams: ['n'] };
const STREAM_ITSELF = { queryType: 'stream', app: 'live', streamKeys: ['k'] };
const SERVER_HISTORIES = { queryType: 'server', format: 'timeseries' };
const JOURNAL = { queryType: 'journal', app: 'live', streamKey: 'k', substream: 'n' };

/** The most samples that a track can have. */
const MAX_SAMPLES = 50_000;
const RANGE = { from: START - 3_600_000, to: NOW };

interface Hostile {
  readonly title: string;
  /** Makes the case. Its text is made only then. */
  readonly make: () => Case;
}

const STORM_ROUTES = ['substream', 'stream', 'streams', 'journal', 'serverMetrics'];

function hostile(title: string, route: string, query: object, text: Text, status = 200): Hostile {
  const service = STORM_ROUTES.includes(route) ? 'storm' : '100ms';
  const about = { title: `${title} (${route})`, service, now: NOW, range: RANGE, settings: {} } as const;
  const answer = { route, params: {}, status, contentType: 'application/json' };
  const make = () => ({
    ...about,
    query: { refId: 'A', ...query },
    answers: [
      { ...answer, text: text() },
      ...(route === 'recording' ? [{ ...answer, route: 'recordings', text: RECORDINGS }] : []),
    ],
  });
  return { title: about.title, make };
}

/** A track with two samples. */
const track = (id: string) =>
  `{"track_id":"${id}","type":"regular","time_series":{${TIMES},"bitrate":[1,2],"fps":[25,30]}}`;
const tracks = (count: number) => `"video":[${numbered(count, (i) => track(`t${i}`))}]`;
/** 2,000 tracks, each of which begins after the one before. */
const successive = () => {
  const bitrate = numbered(150, (i) => 1_000_000 + i);
  return numbered(2000, (i) => {
    const times = numbered(150, (j) => START + (i * 150 + j) * 1000);
    return `{"track_id":"t${i}","type":"regular","time_series":{"timestamps":[${times}],"bitrate":[${bitrate}]}}`;
  });
};
const peer = (i: number) =>
  `{"id":"p${i}","name":"n${i}","joined_at":"2025-02-06T12:06:00Z","left_at":"2025-02-06T13:06:00Z"}`;
const event = (i: number) =>
  `{"id":"e${i}","timestamp":"2025-02-06T12:06:00Z","type":"client.disconnected","data":{"peer_id":"p","error_message":"m"}}`;

const longTracks = (time: (i: number) => string | number = (i) => START + i) => {
  const bitrate = numbered(MAX_SAMPLES, () => 1);
  const samples = `"timestamps":[${numbered(MAX_SAMPLES, time)}],"bitrate":[${bitrate}]`;
  return inPeer(`"publisher":{"video":[${numbered(8, (i) => `{"track_id":"t${i}","time_series":{${samples}}}`)}]}`);
};
const unsorted = () => numbered(400_000, (i) => `"${START + ((i * 7919) % 400_000)}"`);

/** Ordinary documents of a peer's stats that are large, by their titles. */
const LARGE: Readonly<Record<string, Text>> = {
  'one track listed 2,000 times': () => inPeer(`"publisher":{"video":[${numbered(2000, () => track('t'))}]}`),
  '5,000 tracks sent, 5,000 received': () => inPeer(`"publisher":{${tracks(5000)}},"subscriber":{${tracks(5000)}}`),
  'a camera that has 2,000 IDs one after another': () => inPeer(`"publisher":{"video":[${successive()}]}`),
  '20,000 tracks': () => inPeer(`"publisher":{${tracks(20_000)}}`),
  '400,000 unsorted samples as text': () => inSeries(`"timestamps":[${unsorted()}],"bitrate":[${unsorted()}]`),
  '100,000 digits and a letter': () => inSeries(`${TIMES},"bitrate":["${'1'.repeat(100_000)}x",1]`),
};
const FORMATS = {
  timeseries: {},
  table: { format: 'table' },
  numeric: { format: 'numeric', metrics: ['bitrate'] },
  tracks: { queryType: 'tracks' },
};

/** Queries that are large. */
const QUERIES: Readonly<Record<string, object>> = {
  '150,000 peers': {
    peerIds: Array.from({ length: 150_000 }, (_, i) => `p${i}`),
    metrics: ['bitrate'],
    format: 'numeric',
  },
  'repeated ${': { sessionId: '${a'.repeat(50_000) },
  'a field nested 4,000 deep': {
    format: Array(4000)
      .fill(0)
      .reduce<unknown>((inner) => [inner], 1),
  },
  'a pattern with 150,000 values': {
    filters: [{ key: 'track_id', operator: '=~', values: Array.from({ length: 150_000 }, (_, i) => `v${i}`) }],
  },
  'an ID of 100,000 characters': { sessionId: 'x'.repeat(100_000) },
  'a legend of blanks': { legend: `{{${' '.repeat(50_000)}`.repeat(2) },
};

/** Large but ordinary cases; each should take less than two seconds. */
export const ORDINARY: readonly Hostile[] = [
  ...Object.entries(LARGE).flatMap(([title, text]) =>
    Object.entries(FORMATS).map(([name, format]) =>
      hostile(`${title}, ${name}`, 'peerStats', { ...PEER, ...format }, text)
    )
  ),
  ...Object.entries(QUERIES).map(([title, query]) =>
    hostile(title, 'peerStats', { ...PEER, ...query }, () => inSeries(TIMES))
  ),
  hostile('an error of 40,000 blanks', 'peerStats', PEER, () => `{"message":"a${' '.repeat(40_000)}b"}`, 500),
  hostile('100,000 events', 'events', EVENTS, () => `{"limit":100,"events":[${numbered(100_000, event)}]}`),
  hostile('150,000 rooms', 'rooms', ROOMS, () => {
    return `{"limit":100,"data":[${numbered(150_000, (i) => `{"id":"r${i}","name":"n${i}"}`)}]}`;
  }),
  hostile('110,000 peers of a session', 'session', { queryType: 'list', list: 'peers', sessionId: 's' }, () => {
    return `{"id":"s","active":false,"peers":[${numbered(110_000, peer)}]}`;
  }),
  hostile('one stream listed 1,000 times', 'streams', { queryType: 'stream', app: 'live' }, () => {
    const names = (i: number) => numbered(100, (j) => `"${i}-${j}"`);
    const entry = (i: number) => `{"application":"live","streamKey":"k","subStreams":[${names(i)}]}`;
    return `{"data":{"list":[${numbered(1000, entry)}]}}`;
  }),
  hostile(
    '10,000 applications, 1,000 streams',
    'streams',
    { queryType: 'stream', app: Array.from({ length: 10_000 }, (_, i) => `a${i}`) },
    () => `{"data":{"list":[${numbered(1000, (i) => `{"application":"live","streamKey":"k${i}"}`)}]}}`
  ),
  hostile('150,000 streams', 'streams', STREAMS, () => {
    return `{"data":{"list":[${numbered(150_000, (i) => `{"application":"live","streamKey":"k${i}"}`)}]}}`;
  }),
  hostile('150,000 journal lines', 'journal', JOURNAL, () => {
    return `{"data":{"list":[${numbered(150_000, (i) => `{"id":${i},"createDate":${NOW - i},"message":"m"}`)}]}}`;
  }),
];

/** Cases with documents of the largest size that are hard to read. */
export const HOSTILE: readonly Hostile[] = [
  ...Object.entries(PEER_STATS).map(([title, text]) => hostile(title, 'peerStats', PEER, text)),
  ...[{ format: 'table' }, { queryType: 'tracks' }, { queryType: 'incidents' }].map((format) =>
    hostile(`tracks of 50,000 samples, ${Object.values(format)[0]}`, 'peerStats', { ...PEER, ...format }, () =>
      longTracks()
    )
  ),
  hostile('tracks of 50,000 samples at unusual times', 'peerStats', PEER, () =>
    longTracks((i) => `"2025-02-06T12:06:00,${String(i).padStart(6, '0')}+0100"`)
  ),
  ...Object.entries(SESSION).map(([title, text]) => hostile(title, 'session', { ...PEER, peerIds: [] }, text)),
  ...['{}', '[]', '{"id":"s"}'].flatMap((item) => [
    hostile(`page of ${item}`, 'sessions', { queryType: 'sessions' }, () => listOf(item)),
    hostile(`page of ${item}`, 'rooms', ROOMS, () => listOf(item)),
    hostile(`page of ${item}`, 'events', EVENTS, () => eventsOf(item)),
  ]),
  ...Object.entries(SUBSTREAM).map(([title, text]) => hostile(title, 'substream', STREAM, text)),
  hostile('members of a stream', 'stream', STREAM_ITSELF, () => substream(members('[]'))),
  ...Object.entries(SERVER).map(([title, text]) => hostile(title, 'serverMetrics', SERVER_HISTORIES, text)),
  hostile('assets of a recording', 'recording', { queryType: 'recordings' }, () => {
    return `{"id":"a","recording_assets":[${repeated('{}')}]}`;
  }),
  ...['{}', '{"id":1}'].flatMap((item) => [
    hostile(`page of ${item}`, 'streams', STREAMS, () => stormList(item)),
    hostile(`page of ${item}`, 'journal', JOURNAL, () => stormList(item)),
  ]),
];

/** One document of each kind: tracks, samples, members, nesting, texts, pages of both services. */
export const SMOKE: ReadonlySet<string> = new Set([
  'a camera that has 2,000 IDs one after another, timeseries (peerStats)',
  '5,000 tracks sent, 5,000 received, table (peerStats)',
  '150,000 streams (streams)',
  'objects as tracks (peerStats)',
  'zeros as timestamps (peerStats)',
  'members of a series (peerStats)',
  'deep and read (peerStats)',
  'one long escaped key (peerStats)',
  'tracks of 50,000 samples, table (peerStats)',
  'a million peers (session)',
  'page of {"id":"s"} (rooms)',
  'members of its health (substream)',
  'page of {"id":1} (journal)',
]);
