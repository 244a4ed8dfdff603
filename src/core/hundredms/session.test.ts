import { decodeSession, decodeSessions } from './session';

const people = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `p${i}` }));

it('has a peer once that an array lists twice, with its last values', () => {
  const peers = [{ id: 'a', name: 'first' }, { id: 'b' }, { id: 'a', name: 'last' }];
  const session = decodeSession(JSON.stringify({ id: 's', peers }));
  expect(session?.peers.map(({ peer_id, name }) => [peer_id, name])).toEqual([
    ['a', 'last'],
    ['b', null],
  ]);
});

it('reads as many peers as a large room has, and counts the others', () => {
  const session = decodeSession(JSON.stringify({ id: 's', peers: people(20_003) }));
  expect(session?.peers).toHaveLength(20_000);
  expect(session?.peersLeftOut).toBe(3);
  const data = Array.from({ length: 6 }, (_, i) => ({ id: `s${i}`, peers: people(18_000) }));
  const page = decodeSessions(JSON.stringify({ data }), { params: {} });
  expect(page?.items.map(({ peersLeftOut = 0 }) => peersLeftOut)).toEqual([0, 0, 0, 0, 0, 8_000]);
});
