import type { Case } from '../testdata/cases';

const START = 1_738_843_560_000;
const STEP = 10_000;
const SAMPLES = 12;
const SIDES = {
  video: ['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'],
  audio: ['bitrate', 'packet_loss_percent', 'rtt_ms', 'jitter_ms'],
};
const RECEIVED = {
  video: ['bitrate', 'fps', 'freeze_count'],
  audio: ['bitrate', 'concealed_samples', 'packet_loss_percent'],
};

/** A call in which each peer publishes video and audio and receives that of all others; the query is on all of them. */
export function callOf(peers: number, query: Readonly<Record<string, unknown>>): Case {
  const ids = Array.from({ length: peers }, (_, i) => `${i.toString(16).padStart(8, '0')}-68c2-4d39-8568-5618433958ac`);
  const session = {
    id: 'call',
    room_id: 'room',
    active: false,
    created_at: new Date(START).toISOString(),
    peers: Object.fromEntries(
      ids.map((id, i) => [
        id,
        {
          id,
          session_id: 'call',
          name: `Person ${i}`,
          role: 'guest',
          user_id: `user-${i}`,
          joined_at: new Date(START).toISOString(),
          left_at: new Date(START + SAMPLES * STEP).toISOString(),
        },
      ])
    ),
  };
  const json = { status: 200, contentType: 'application/json' };
  return {
    title: `${peers} peers`,
    service: '100ms',
    now: START + 86_400_000,
    range: { from: START - 60_000, to: START + 3_600_000 },
    settings: { maxPeers: 1000 },
    query: { refId: 'A', sessionId: 'call', ...query },
    answers: [
      { route: 'session', params: { session_id: 'call' }, ...json, text: JSON.stringify(session) },
      ...ids.map((peer_id, i) => ({
        route: 'peerStats',
        params: { session_id: 'call', peer_id },
        ...json,
        text: JSON.stringify(peerStats(peer_id, i, ids)),
      })),
    ],
  };
}

function peerStats(peer_id: string, at: number, ids: readonly string[]): unknown {
  const others = ids.filter((id) => id !== peer_id);
  return {
    peer_id,
    session_id: 'call',
    room_id: 'room',
    publisher: { video: [track('video', peer_id, SIDES.video, at)], audio: [track('audio', peer_id, SIDES.audio, at)] },
    subscriber: {
      video: others.map((id, i) => track('video', id, RECEIVED.video, at + i)),
      audio: others.map((id, i) => track('audio', id, RECEIVED.audio, at + i)),
    },
  };
}

function track(kind: string, publisher: string, metrics: readonly string[], salt: number): unknown {
  const cells = (value: (i: number) => number) => Array.from({ length: SAMPLES }, (_, i) => value(i));
  const series = metrics.map((name, m) => [name, cells((i) => ((i * 31 + salt * 17 + m * 13) % 4000) / 100)] as const);
  return {
    track_id: `${kind}-${publisher}`,
    type: 'regular',
    time_series: { timestamps: cells((i) => START + i * STEP), ...Object.fromEntries(series) },
  };
}
