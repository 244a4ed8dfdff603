import { decodeSession } from '../../hundredms/session';
import { DEMO_CALL, DEMO_PEERS } from '../ids';
import { sessionAnswer } from './session';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 12);
const NOONS_CALL = (NOON / 1_000).toString(16) + 'ca11000000000001';
const { host, guest, mobile } = DEMO_PEERS;

test('an ended call has all its peers, each with a name, a role and when it was there', () => {
  expect(JSON.parse(sessionAnswer(DEMO_CALL, NOON + 15 * MINUTE).text)).toMatchObject({
    id: DEMO_CALL,
    active: false,
    peers: {
      [host]: {
        id: host,
        session_id: DEMO_CALL,
        name: 'Host (Oslo)',
        role: 'host',
        left_at: '2026-11-22T12:11:58.000Z',
      },
      [guest]: { id: guest, name: 'Guest (Lima)', role: 'guest', joined_at: '2026-11-22T12:00:20.000Z' },
      [mobile]: { id: mobile, user_id: 'demo-carol', joined_at: '2026-11-22T12:03:00.000Z' },
    },
    created_at: '2026-11-22T12:00:00.000Z',
    updated_at: '2026-11-22T12:12:00.000Z',
  });
});

test('a running call is active, and has only those who joined', () => {
  const { text } = sessionAnswer(NOONS_CALL, NOON + MINUTE);
  expect(decodeSession(text)).toMatchObject({
    active: true,
    created_at: NOON,
    peers: [{ peer_id: host }, { peer_id: guest }],
  });
  expect(JSON.parse(text)).toMatchObject({
    peers: { [host]: { left_at: null } },
    updated_at: '2026-11-22T12:01:00.000Z',
  });
});

test('an unknown session is a 404 in the shape of 100ms', () => {
  const { status, text } = sessionAnswer('631a0fa23e3d9fdb00832596', NOON);
  expect([status, JSON.parse(text)]).toEqual([404, { code: 404, message: 'session not found', details: [] }]);
});
