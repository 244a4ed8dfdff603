const START = Date.UTC(2026, 0, 15, 9);
const STEP = 1_000;
const METRICS = 4;

/** How large a peer's answer is. */
export interface Size {
  readonly name: string;
  readonly tracks: number;
  readonly samples: number;
}

/** The sizes of the two documents: what a short call has, and what breaks a general JSON data source. */
export const SIZES = {
  small: { name: 'small', tracks: 3, samples: 85 },
  large: { name: 'large', tracks: 100, samples: 1_466 },
} as const satisfies Record<string, Size>;

/** The values that are measured of it, timestamps not counted. */
export function valuesIn({ tracks, samples }: Size): number {
  return tracks * samples * METRICS;
}

/** The range that all samples are in. */
export const RANGE = { from: String(START), to: String(START + 3_600_000) };

/** A peer-stats answer of published video, in 100ms' shape. */
export function documentOf({ tracks, samples }: Size, peer_id: string): string {
  const series = (value: (i: number) => number) => Array.from({ length: samples }, (_, i) => value(i));
  const video = Array.from({ length: tracks }, (_, track) => ({
    track_id: `track-${track}`,
    type: 'regular',
    rid: 'h',
    time_series: {
      timestamps: series((i) => START + i * STEP),
      bitrate: series((i) => 2_500_000 + ((i * 7919 + track) % 100_000)),
      fps: series((i) => 30 - (i % 7)),
      packet_loss_percent: series((i) => ((i * 31 + track) % 100) / 37),
      rtt_ms: series((i) => 45 + (i % 9)),
    },
  }));
  return JSON.stringify({
    peer_id,
    session_id: 'session',
    room_id: 'room',
    publisher: { video, audio: [] },
    subscriber: { video: [], audio: [] },
  });
}
