import { listQuery, pickId } from './dependentFields';

test.each([
  ['sessionId', { room: '', roomId: undefined }, { list: 'sessions', roomIds: [] }],
  ['sessionId', { room: 'r1' }, { list: 'sessions', roomIds: ['r1'] }],
  ['sessionId', { room: '', roomId: 'r2' }, { list: 'sessions', roomIds: ['r2'] }],
  ['peerIds', { sessionId: '$session' }, { list: 'peers', sessionId: '$session' }],
  ['trackIds', { sessionId: 's1', peerIds: ['p1'] }, { list: 'tracks', sessionId: 's1', peerIds: ['p1'] }],
  ['substreams', { app: 'live', streamKeys: ['a', 'b'] }, { list: 'substreams', app: 'live', streamKeys: ['a', 'b'] }],
  ['substream', { app: 'live', streamKey: 'a' }, { list: 'substreams', app: 'live', streamKeys: ['a'] }],
  ['rids', { sessionId: 's1' }, null],
])('%s of %j lists %j', (path, saved, list) => {
  expect(listQuery(path, saved)).toEqual(list);
});

const NAMES = new Map([['s2', { value: 's2', label: 'Stand-up' }]]);
const SAVED = { sessionId: 's1', peerIds: ['p1', '$peer'], trackIds: ['t1'], metrics: ['fps'] };

test('another call from the list removes the peers of the former one, but no variables', () => {
  expect(pickId('sessionId', 's2', NAMES, SAVED)).toEqual({ sessionId: 's2', peerIds: ['$peer'], trackIds: [] });
});

test('a picked name stays a name in the lists that it narrows, and goes with its parent', () => {
  const saved = { app: 'live', streamKeys: ['$studio', '$stream'], literals: ['$studio'] };
  expect(listQuery('substreams', saved)).toEqual({ list: 'substreams', ...saved });
  expect(pickId('app', 's2', NAMES, saved)).toEqual({ app: 's2', streamKeys: ['$stream'] });
});

test.each([
  ['s1', undefined],
  ['$session', '$session'],
])('another room turns the session %s into %s', (sessionId, kept) => {
  expect(pickId('roomId', 's2', NAMES, { roomId: 'r1', sessionId })).toEqual({ roomId: 's2', sessionId: kept });
});

test.each([
  ['typed, which may correct a slip', 's9', SAVED],
  ['picked for the first time', 's2', { ...SAVED, sessionId: undefined }],
  ['cleared', undefined, SAVED],
])('an ID that is %s keeps all other fields', (_how, id, saved) => {
  expect(pickId('sessionId', id, NAMES, saved)).toEqual({ sessionId: id });
});
