import { picked } from './picked';

const LISTED = new Map([['s2', {}]]);
const SAVED = { sessionId: 's1', peerIds: ['p1', '$peer'], trackIds: ['t1'], metrics: ['fps'] };

test('another call picked from the list leaves none of the former one’s peers', () => {
  expect(picked('sessionId', 's2', LISTED, SAVED)).toEqual({ sessionId: 's2', peerIds: ['$peer'], trackIds: [] });
});

test('another room leaves no call of the former', () => {
  expect(picked('roomId', 's2', LISTED, { roomId: 'r1', sessionId: 's1' })).toEqual({
    roomId: 's2',
    sessionId: undefined,
  });
  expect(picked('roomId', 's2', LISTED, { roomId: 'r1', sessionId: '$session' })).toEqual({
    roomId: 's2',
    sessionId: '$session',
  });
});

test.each([
  ['typed, which may set a slip right', 's9', SAVED],
  ['picked for the first time', 's2', { ...SAVED, sessionId: undefined }],
  ['taken out', undefined, SAVED],
])('what was filled in stays where an ID is %s', (_how, id, saved) => {
  expect(picked('sessionId', id, LISTED, saved)).toEqual({ sessionId: id });
});
