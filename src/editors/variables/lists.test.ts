import { listIn, listsOf, withList } from './lists';

it('offers each service its own lists, and the demo all', () => {
  expect(listsOf('100ms')).toEqual(['rooms', 'sessions', 'peers', 'tracks']);
  expect(listsOf('storm')).toEqual(['applications', 'streams', 'substreams']);
  expect(listsOf('demo')).toEqual([...listsOf('100ms'), ...listsOf('storm')]);
  expect(listIn({ refId: 'A', list: 'streams' }, '100ms')).toBeUndefined();
});

it('keeps of another list what the new one takes', () => {
  const tracks = {
    refId: 'A',
    version: 1,
    queryType: 'list',
    list: 'tracks',
    sessionId: '$session',
    peerIds: ['$peer'],
  };
  expect(withList(tracks, 'peers')).toEqual({
    refId: 'A',
    version: 1,
    queryType: 'list',
    list: 'peers',
    sessionId: '$session',
  });
});
