/** When the session of all documents begins, milliseconds since the epoch. */
export const START = Date.UTC(2026, 0, 15, 9);
const STEP = 1_000;

/** The answer that names the peer of all documents. */
export const SESSION = JSON.stringify({
  id: 'session',
  created_at: new Date(START).toISOString(),
  peers: [{ id: 'peer', name: 'Person', joined_at: new Date(START).toISOString() }],
});

/** The metrics of a track. */
export const METRICS = ['bitrate', 'fps', 'packet_loss_percent', 'rtt_ms'] as const;

/**
 * A peer-stats answer of published video, in 100ms' shape. If it is rough, frame rates have decimals and a tenth of the
 * losses is null.
 */
export function documentOf(tracks: number, samples: number, isRough = false): string {
  const series = (value: (i: number) => number | null) => Array.from({ length: samples }, (_, i) => value(i));
  const video = Array.from({ length: tracks }, (_, track) => ({
    track_id: `track-${track}`,
    type: 'regular',
    rid: 'h',
    time_series: {
      timestamps: series((i) => START + i * STEP),
      bitrate: series((i) => 2_500_000 + ((i * 7919 + track) % 100_000)),
      fps: series((i) => 30 - (i % 7) / (isRough ? 7 : 1)),
      packet_loss_percent: series((i) => (isRough && i % 10 === 9 ? null : ((i * 31 + track) % 100) / 37)),
      rtt_ms: series((i) => 45 + (i % 9)),
    },
  }));
  return JSON.stringify({
    peer_id: 'peer',
    session_id: 'session',
    room_id: 'room',
    publisher: { video, audio: [] },
    subscriber: { video: [], audio: [] },
  });
}
