import { describeQuery } from './describe';

it.each([
  [
    { sessionId: '6977', peerIds: ['a', 'b', 'c', 'd'], metrics: ['fps'], format: 'numeric', reduce: 'p95' },
    'Peer stats · 6977 · a, b, c and 1 more · fps · numeric · p95',
  ],
  [{ queryType: 'substream', app: 'live', streamKeys: [], substreams: ['$sub'] }, 'Substreams · live · $sub'],
  [
    { queryType: 'substream', app: 'live', format: 'table', metadata: true },
    'Substreams · live · table · Codec and resolution',
  ],
  [{ queryType: 'events', roomId: 'r', errorsOnly: false }, 'Events · r'],
  [{}, 'Peer stats'],
  [{ queryType: 'mos' }, 'Unknown query type "mos"'],
])('%j', (saved, expected) => {
  expect(describeQuery(saved, 'demo')).toBe(expected);
});
