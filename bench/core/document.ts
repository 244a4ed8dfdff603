const START = 1_738_843_560_000;
const STEP = 10_000;

/** The text of a peer-stats document of published video tracks, all of them with every sample and metric, a tenth of the losses null. */
export function documentOf(tracks: number, samples: number): string {
  const series = (value: (sample: number) => number | null): Array<number | null> =>
    Array.from({ length: samples }, (_, i) => value(i));
  const video = Array.from({ length: tracks }, (_, track) => ({
    track_id: `track-${track >> 1}`,
    type: 'regular',
    rid: track % 2 === 0 ? 'h' : 'm',
    time_series: {
      timestamps: series((i) => START + i * STEP),
      bitrate: series((i) => 2_500_000 + ((i * 7919) % 100_000)),
      fps: series((i) => 30 - (i % 7) / 7),
      packet_loss_percent: series((i) => (i % 10 === 9 ? null : ((i * 31) % 100) / 37)),
      rtt_ms: series((i) => 45 + (i % 9)),
    },
  }));
  return JSON.stringify({
    peer_id: 'peer',
    session_id: 'session',
    room_id: 'room',
    publisher: { video, audio: [] },
    subscriber: {},
  });
}
