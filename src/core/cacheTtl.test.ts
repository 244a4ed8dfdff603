import type { DecodedDocument } from './documents';
import { peerStatsRequest, sessionRequest } from './hundredms/requests';
import { noRepairs } from './hundredms/repairs';
import { cacheTtl } from './cacheTtl';
import { liveRequest, metadataRequest, STORM_INFO_REQUEST, substreamRequest } from './storm/requests';

const SESSION = '6977b3f3cdd1e423f8b2cabc';

const stats = (times: readonly number[]): DecodedDocument<'peerStats'> => {
  const track = { side: 'publisher', kind: 'audio', track_id: null, type: null, rid: null } as const;
  const values = { bitrate: times.map(() => 1) };
  return {
    projection: 'peerStats',
    value: { room_id: null, tracks: [{ track, times, values }], repairs: noRepairs(), unknownMetrics: [] },
  };
};

it.each([
  ['stats of an ended session', SESSION, [1], 3_600_000],
  ['stats that do not exist yet', SESSION, [], 30_000],
  ['stats of an ID that may mean another session', 'latest-call', [1], 30_000],
])('%s have the right TTL', (_, session_id, times, kept) => {
  const request = peerStatsRequest({ session_id, peer_id: 'p' });
  expect(cacheTtl(request, { ok: true, value: stats(times) })).toBe(kept);
});

it('a list or metadata has a TTL of 15 s, a failure has none', () => {
  const session = {
    session_id: SESSION,
    room_id: null,
    active: false,
    created_at: null,
    updated_at: null,
    peers: [],
  };
  expect(cacheTtl(sessionRequest(SESSION), { ok: true, value: { projection: 'session', value: session } })).toBe(
    15_000
  );
  const info = { version: '3', serverName: null };
  expect(cacheTtl(STORM_INFO_REQUEST, { ok: true, value: { projection: 'stormInfo', value: info } })).toBe(15_000);
  const metadata = { leaves: { videoCodec: 'H264' }, unread: [], impossible: [] };
  const request = metadataRequest({ app: 'a', stream: 's', substream: 'native' });
  expect(cacheTtl(request, { ok: true, value: { projection: 'metadata', value: metadata } })).toBe(15_000);
  const failure = { source: 'upstream', status: 404, message: 'no such peer' } as const;
  expect(cacheTtl(sessionRequest(SESSION), { ok: false, failure })).toBe(0);
});

it('a decoded snapshot is not cached: its text is, for as long', () => {
  const request = substreamRequest({ app: 'a', stream: 's', substream: 'native' });
  const value = { projection: 'substream', value: { leaves: {}, unread: [], impossible: [], hasHealth: true } } as const;
  expect(cacheTtl(request, { ok: true, value })).toBe(0);
});

it('polled points are not cached: they grow all the time', () => {
  const request = liveRequest({ app: 'a', stream: 's', substream: 'native' });
  const value = { projection: 'live', value: { points: [], failure: null } } as const;
  expect(cacheTtl(request, { ok: true, value })).toBe(0);
});
