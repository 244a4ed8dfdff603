import type { Case } from '../../testdata/cases';

const START = Date.UTC(2026, 0, 15, 9);
const SAMPLES = 12;
const METRICS = ['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'];

/**
 * A call in which each peer sends video and audio and receives that of all others; the query is on all of them. Its
 * tracks are as good and as bad in a small call as in a large one, so that only their number grows.
 */
export function callOf(peers: number, query: object): Case {
  const ids = Array.from({ length: peers }, (_, i) => `${i.toString(16).padStart(8, '0')}-68c2-4d39-8568-5618433958ac`);
  const [joined_at, left_at] = [START, START + SAMPLES * 10_000].map((at) => new Date(at).toISOString());
  const peerOf = (id: string) => ({ id, name: `Person ${id}`, role: 'guest', user_id: id, joined_at, left_at });
  const session = { id: 'call', active: false, created_at: joined_at, peers: ids.map(peerOf) };
  const answer = { status: 200, contentType: 'application/json' };
  return {
    title: `${peers} peers`,
    service: '100ms',
    now: START + 86_400_000,
    range: { from: START, to: START + 3_600_000 },
    settings: { maxPeers: 1000 },
    query: { refId: 'A', sessionId: 'call', ...query },
    answers: [
      { ...answer, route: 'session', params: { session_id: 'call' }, text: JSON.stringify(session) },
      ...ids.map((peer_id, i) => {
        const text = JSON.stringify(statsOf(peer_id, i, ids));
        return { ...answer, route: 'peerStats', params: { session_id: 'call', peer_id }, text };
      }),
    ],
  };
}

function statsOf(peer_id: string, at: number, ids: readonly string[]): object {
  const tracks = (kind: string, owners: readonly string[]) =>
    owners.map((owner, i) => track(`${kind}-${owner}`, at + i));
  const side = (owners: readonly string[]) => ({ video: tracks('video', owners), audio: tracks('audio', owners) });
  const others = ids.filter((id) => id !== peer_id);
  return { peer_id, session_id: 'call', room_id: 'room', publisher: side([peer_id]), subscriber: side(others) };
}

function track(track_id: string, salt: number): object {
  const cells = (value: (i: number) => number) => Array.from({ length: SAMPLES }, (_, i) => value(i));
  const series = METRICS.map(
    (name, m) => [name, cells((i) => ((i * 31 + salt * 1597 + m * 13) % 4000) / 100)] as const
  );
  const timestamps = cells((i) => START + i * 10_000);
  return { track_id, type: 'regular', time_series: { timestamps, ...Object.fromEntries(series) } };
}
