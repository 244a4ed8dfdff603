import type { Case } from './case';

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

function hostile(title: string, service: Case['service'], route: string, query: object, text: Text) {
  const answers = () => [{ route, params: {}, status: 200, contentType: 'application/json', text: text() }];
  const range = { from: NOW - 86_400_000, to: NOW };
  return {
    title: `${title} (${route})`,
    make: (): Case => ({ title, service, now: NOW, range, query: { refId: 'A', ...query }, answers: answers() }),
  };
}

/** Documents of the largest size that are hard to read, each as a case. A text is made only when it is needed. */
export const HOSTILE = [
  ...Object.entries(PEER_STATS).map(([title, text]) => hostile(title, '100ms', 'peerStats', PEER, text)),
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
