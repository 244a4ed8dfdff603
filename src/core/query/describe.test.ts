import { describeQuery } from './describe';

it.each([
  [
    { sessionId: '6977', peerIds: ['a', 'b', 'c', 'd'], metrics: ['fps'], format: 'numeric', reduce: 'p95' },
    'Peer stats · 6977 · a, b, c +1 · Frame rate · Numeric · p95',
  ],
  [{ queryType: 'substream', app: 'live', streamKeys: [], substreams: ['$sub'] }, 'Substreams · live · $sub'],
  [
    { queryType: 'substream', app: 'live', format: 'table', metadata: true, metrics: ['avSync'] },
    'Substreams · live · Table · Codec and resolution',
  ],
  [{ queryType: 'events', roomId: 'r', errorsOnly: false }, 'Events · r'],
  [{}, 'Peer stats'],
  [{ queryType: 'mos' }, 'Unknown query type "mos"'],
])('%j', (saved, expected) => {
  expect(describeQuery(saved, 'demo')).toBe(expected);
});

it('names the calls and people that are known', () => {
  const names = new Map([['b0b0', 'Lima (guest)']]);
  const saved = { sessionId: '6977', peerIds: ['b0b0', 'c0c0'], metrics: ['b0b0'] };
  expect(describeQuery(saved, '100ms', (id) => names.get(id))).toBe('Peer stats · 6977 · Lima (guest), c0c0 · b0b0');
});

it('translates its own words, and nothing that users named', () => {
  const saved = { queryType: 'substream', app: 'Table', format: 'table', metadata: true };
  const translate = (english: string) => english.toUpperCase();
  expect(describeQuery(saved, 'storm', undefined, translate)).toBe('SUBSTREAMS · Table · TABLE · CODEC AND RESOLUTION');
  expect(describeQuery({ queryType: 'mos' }, 'storm', undefined, translate)).toBe('UNKNOWN QUERY TYPE "mos"');
});
