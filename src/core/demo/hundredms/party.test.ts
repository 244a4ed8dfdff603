import { decodePeerStats, type PeerStats } from '../../hundredms/peerStats';
import { noRepairs } from '../../hundredms/repairs';
import { callsBetween, type Call } from './calls';
import { peersOf } from './peers';
import { peerStatsAnswer } from './peerStats';
import { ROOMS } from './rooms';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 14, 25);
const INVENTED = ROOMS.filter(({ name }) => name !== 'Daily stand-up');
const ENDED = [...callsBetween(INVENTED, NOW - DAY, NOW)].filter(({ end }) => end <= NOW);

function statsOf(call: Call, peer_id: string): PeerStats {
  const { status, text } = peerStatsAnswer(call.id, peer_id, NOW);
  const stats = decodePeerStats(text);
  if (status !== 200 || stats === null) {
    throw new Error(text);
  }
  return stats;
}

const tracksOf = (stats: PeerStats, side: 'publisher' | 'subscriber') =>
  stats.tracks.filter(({ track }) => track.side === side);

test('each peer of an ended call has stats that need no mending', () => {
  for (const call of ENDED.slice(0, 20)) {
    for (const { id } of peersOf(call)) {
      const { repairs, unknownMetrics, tracks } = statsOf(call, id);
      expect({ repairs, unknownMetrics }).toEqual({ repairs: noRepairs(), unknownMetrics: [] });
      expect(tracks.filter(({ times }) => times.length === 0)).toEqual([]);
    }
  }
});

test('who is in a running call has none yet', () => {
  const [running] = [...callsBetween(INVENTED, NOW - DAY, NOW)].filter(({ end }) => end > NOW);
  const answers = running === undefined ? [] : peersOf(running).map(({ id }) => peerStatsAnswer(running.id, id, NOW));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
});

test('each track that is received is one that another peer of the same call published', () => {
  for (const call of ENDED.slice(0, 12)) {
    const stats = peersOf(call).map(({ id }) => statsOf(call, id));
    for (const one of stats) {
      const others = stats.filter((other) => other !== one).flatMap((other) => tracksOf(other, 'publisher'));
      const published = new Set(others.map(({ track }) => track.track_id));
      const received = tracksOf(one, 'subscriber').map(({ track }) => track.track_id);
      expect(received.filter((id) => !published.has(id))).toEqual([]);
      expect(received.length).toBeGreaterThan(0);
    }
  }
});

test('track and peer IDs are those of one call alone', () => {
  const peers = ENDED.flatMap(peersOf);
  const ids = [...peers.map(({ id }) => id), ...peers.flatMap(({ tracks }) => tracks.map(({ track_id }) => track_id))];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
});

test('most calls are good, some are not, and a few are bad', () => {
  const week = [...callsBetween(INVENTED, NOW - 7 * DAY, NOW)];
  const worst = week.map((call) =>
    peersOf(call)
      .flatMap(({ uplink }) => uplink.loss)
      .reduce((most, [, percent]) => Math.max(most, percent), 0)
  );
  const part = (from: number, to: number) => worst.filter((loss) => loss >= from && loss < to).length / week.length;
  expect(part(0, 1)).toBeGreaterThan(0.65);
  expect(part(2, 5)).toBeGreaterThan(0.08);
  expect(part(8, 15)).toBeGreaterThan(0.05);
  expect(part(0, 1) + part(2, 5) + part(8, 15)).toBe(1);
});
