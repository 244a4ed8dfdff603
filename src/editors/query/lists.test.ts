import { askedFor } from './lists';

test('a list is of what stands in the fields before it', () => {
  expect(askedFor('sessionId', { room: '', roomId: undefined })).toEqual({ list: { list: 'sessions', roomIds: [] } });
  expect(askedFor('sessionId', { room: 'r1' })).toEqual({ list: { list: 'sessions', roomIds: ['r1'] } });
  expect(askedFor('sessionId', { room: '', roomId: 'r2' })).toEqual({ list: { list: 'sessions', roomIds: ['r2'] } });
  expect(askedFor('peerIds', { sessionId: '$session' })).toEqual({ list: { list: 'peers', sessionId: '$session' } });
  expect(askedFor('trackIds', { sessionId: 's1', peerIds: ['p1'] })).toEqual({
    list: { list: 'tracks', sessionId: 's1', peerIds: ['p1'] },
  });
  expect(askedFor('substreams', { app: 'live', streamKeys: ['a', 'b'] })).toEqual({
    list: { list: 'substreams', app: 'live', streamKeys: ['a', 'b'] },
  });
  expect(askedFor('substream', { app: 'live', streamKey: 'a' })).toEqual({
    list: { list: 'substreams', app: 'live', streamKeys: ['a'] },
  });
});

test('a list that needs another choice first says so', () => {
  expect(askedFor('peerIds', {})).toEqual({ first: 'Name the session first: its peers are listed then.' });
  expect(askedFor('streamKey', {})).toEqual({ first: 'Name the application first: its streams are listed then.' });
});

test('nothing lists the layers', () => {
  expect(askedFor('rids', { sessionId: 's1' })).toBeNull();
});
