import { decodePeerStats, type PeerStats } from '../../hundredms/peerStats';
import { reduce } from '../../measurements/reduce';
import { noRepairs } from '../../hundredms/repairs';
import type { TrackSeries } from '../../measurements/track';
import { DEMO_CALL, DEMO_PEERS } from '../ids';
import { peerStatsAnswer } from './peerStats';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 22, 12);
/** A moment after the call that began at noon. */
const NOW = NOON + 12 * MINUTE;

/** Several calls, so that what is said of one is said of all. */
const INSTANTS = Array.from({ length: 20 }, (_, i) => NOW + i * 20 * MINUTE);

function statsOf(peer: keyof typeof DEMO_PEERS, now = NOW): PeerStats {
  const { status, text } = peerStatsAnswer(DEMO_CALL, DEMO_PEERS[peer], now);
  const stats = decodePeerStats(text);
  if (status !== 200 || stats === null) {
    throw new Error(text);
  }
  return stats;
}

const names = ({ track }: TrackSeries) => [track.side, track.kind, track.type, track.rid].filter(Boolean).join(' ');

function series(stats: PeerStats, name: string): TrackSeries {
  const found = stats.tracks.find((track) => names(track) === name);
  if (found === undefined) {
    throw new Error(`no ${name} among ${stats.tracks.map(names).join(', ')}`);
  }
  return found;
}

const numbers = (values: ReadonlyArray<number | null> = []) => values.flatMap((value) => value ?? []);
const most = (values: readonly number[]) => values.reduce((highest, value) => Math.max(highest, value), -Infinity);
const gaps = ({ times }: TrackSeries) => times.slice(1).map((time, i) => time - (times[i] ?? 0));

test.each(['host', 'guest', 'mobile'] as const)('the document of the %s needs no mending', (peer) => {
  for (const now of INSTANTS) {
    const { repairs, unknownMetrics, tracks } = statsOf(peer, now);
    expect({ repairs, unknownMetrics }).toEqual({ repairs: noRepairs(), unknownMetrics: [] });
    expect(tracks.filter(({ times }) => times.length === 0)).toEqual([]);
  }
});

test('each peer publishes and receives what the story says', () => {
  expect(statsOf('host').tracks.map(names)).toEqual([
    'publisher video regular h',
    'publisher video regular m',
    'publisher video regular l',
    'publisher video screen',
    'publisher audio',
    'subscriber video regular',
    'subscriber video regular',
    'subscriber audio',
    'subscriber audio',
  ]);
  const rids = statsOf('mobile').tracks.flatMap(({ track }) => track.rid ?? []);
  expect(rids).toEqual(['f', 'h', 'q']);
});

test('all samples lie within the last hour', () => {
  for (const now of INSTANTS) {
    const times = (['host', 'guest', 'mobile'] as const).flatMap((peer) =>
      statsOf(peer, now).tracks.flatMap((t) => t.times)
    );
    expect(times.filter((time) => time > now || time <= now - 60 * MINUTE)).toEqual([]);
  }
});

test('the host is well', () => {
  for (const now of INSTANTS) {
    const published = statsOf('host', now).tracks.filter(({ track }) => track.side === 'publisher');
    for (const { values } of published) {
      expect(reduce(values.packet_loss_percent ?? [], 'p95')).toBeLessThan(1);
      expect(reduce(values.rtt_ms ?? [], 'max')).toBeLessThan(60);
    }
  }
});

test('every layer of the guest loses over 5 % of its packets in the 95th percentile, and up to about 15 %', () => {
  for (const now of INSTANTS) {
    const published = statsOf('guest', now).tracks.filter(({ track }) => track.side === 'publisher');
    for (const { values } of published) {
      expect(reduce(values.packet_loss_percent ?? [], 'p95')).toBeGreaterThan(6.5);
      expect(reduce(values.packet_loss_percent ?? [], 'max')).toBeLessThan(17);
      expect(reduce(values.rtt_ms ?? [], 'min')).toBeGreaterThan(240);
      expect(reduce(values.rtt_ms ?? [], 'max')).toBeLessThan(410);
    }
  }
});

test("the guest's high layer stops, later the medium one too, the low one never", () => {
  const stopped = (rid: string) =>
    numbers(series(statsOf('guest'), `publisher video regular ${rid}`).values.bitrate).filter(
      (bitrate) => bitrate === 0
    ).length;
  expect(stopped('h')).toBeGreaterThan(stopped('m'));
  expect(stopped('m')).toBeGreaterThan(0);
  expect(stopped('l')).toBe(0);
});

test('a stopped layer has no loss and no round trip, rather than none at all', () => {
  const { values } = series(statsOf('guest'), 'publisher video regular h');
  values.bitrate?.forEach((bitrate, i) => {
    expect([values.packet_loss_percent?.[i] === null, values.rtt_ms?.[i] === null]).toEqual([
      bitrate === 0,
      bitrate === 0,
    ]);
  });
});

test("the others' picture of the guest freezes and its voice is made up, those of the host are not", () => {
  const atMobile = statsOf('mobile').tracks.filter(({ track }) => track.side === 'subscriber');
  const worst = (owner: 'a11c' | 'b0b0', metric: 'freeze_count' | 'concealed_samples') =>
    most(atMobile.filter(({ track }) => track.track_id?.includes(owner)).flatMap((t) => numbers(t.values[metric])));
  expect([worst('a11c', 'freeze_count'), worst('b0b0', 'freeze_count') >= 2]).toEqual([0, true]);
  // 3 % of ten seconds at 48,000 samples a second.
  expect(worst('b0b0', 'concealed_samples')).toBeGreaterThan(14_400);
  expect(worst('a11c', 'concealed_samples')).toBeLessThan(4_800);
});

test('the phone joins late, mutes, has irregular steps and no received bitrate', () => {
  const stats = statsOf('mobile');
  const camera = series(stats, 'publisher video regular f');
  expect(camera.times[0]).toBeGreaterThan(NOON + 3 * MINUTE);
  expect(most(gaps(camera))).toBeGreaterThan(90_000);
  expect(most(gaps(series(stats, 'publisher audio')))).toBeGreaterThan(80_000);
  expect(new Set(gaps(camera).map((gap) => Math.round(gap / 1_000))).size).toBeGreaterThan(5);
  const bitrates = stats.tracks.filter(({ track }) => track.side === 'subscriber').map(({ values }) => values.bitrate);
  expect(new Set(bitrates.flat())).toEqual(new Set([null]));
});

test('bitrates are those of their layers', () => {
  const mean = (peer: 'host' | 'mobile', name: string) =>
    reduce(series(statsOf(peer), name).values.bitrate ?? [], 'mean');
  const asked: Array<readonly ['host' | 'mobile', string, number]> = [
    ['host', 'publisher video regular h', 2_500_000],
    ['host', 'publisher video regular m', 700_000],
    ['host', 'publisher video regular l', 200_000],
    ['host', 'publisher audio', 32_000],
    ['mobile', 'publisher video regular f', 700_000],
    ['mobile', 'publisher video regular h', 300_000],
    ['mobile', 'publisher video regular q', 100_000],
  ];
  for (const [peer, name, target] of asked) {
    expect(Math.abs((mean(peer, name) ?? NaN) / target - 1)).toBeLessThan(0.04);
  }
});

test('a call stays as it was for 30 days, then it is gone', () => {
  const id = (NOON / 1_000).toString(16) + 'ca11000000000001';
  const ask = (now: number) => peerStatsAnswer(id, DEMO_PEERS.host, now);
  expect(ask(NOW + 30 * DAY)).toEqual(ask(NOW));
  expect([NOW - 1_000, NOW, NOW + 30 * DAY, NOW + 30 * DAY + 1_000].map((now) => ask(now).status)).toEqual([
    404, 200, 200, 404,
  ]);
});

test.each([
  ['', DEMO_PEERS.host, 400, 'Invalid query parameter'],
  [DEMO_CALL, '', 400, 'Invalid query parameter'],
  ['no-such-call', DEMO_PEERS.host, 404, 'session not found'],
  [DEMO_CALL, 'no-such-peer', 404, 'peer not found'],
])('session "%s" and peer "%s" answer %d', (session_id, peer_id, status, message) => {
  const answer = peerStatsAnswer(session_id, peer_id, NOW);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toEqual({ code: status, message, details: expect.any(Array) as unknown });
});
