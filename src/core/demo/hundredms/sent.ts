import { facetOf, hash, rounded } from '../noise';
import type { Call } from './calls';
import type { DemoPeer, Layer, Track } from './peer';
import type { MetricName } from '../../measurements/trackMetrics';
import { along } from './timeline';

/** One window of one track and layer, by the names of the API. */
export type Sample = Readonly<Partial<Record<MetricName, number | null>>>;

/** What left a peer: a sample that holds everything a publisher reports, of video as of audio. */
export interface Sent {
  readonly bitrate: number;
  readonly fps: number;
  /** Null for a layer that is stopped: nothing was sent that could be lost, or answered. */
  readonly packet_loss_percent: number | null;
  readonly rtt_ms: number | null;
  readonly jitter_ms: number | null;
}

/** Audio packets are small and few, so that fewer of them are lost. */
const LOSS_OF = { video: 1, audio: 0.8 } as const;

/** Each layer of a track, the best first, as it left its peer at milliseconds after the call's start. */
export function sent(call: Call, { uplink }: DemoPeer, track: Track, at: number): readonly Sent[] {
  const hashed = hash(hash(call.start / 1_000, track.seed), at);
  const given = allocate(along(uplink.capacity, at) * (1 + 0.06 * facetOf(hashed, 1)), track.layers);
  const loss = along(uplink.loss, at) * LOSS_OF[track.kind] * (1 + 0.12 * facetOf(hashed, 2));
  const rtt = along(uplink.rtt, at) * (1 + 0.04 * facetOf(hashed, 3));
  const jitter = along(uplink.jitter, at) * (1 + 0.15 * facetOf(hashed, 4));
  return track.layers.map((layer, i) => {
    const chance = facetOf(hashed, 10 + i);
    const bitrate = Math.round((given[i] ?? 0) * (1 + layer.swing * chance));
    if (bitrate === 0) {
      return { bitrate: 0, fps: 0, packet_loss_percent: null, rtt_ms: null, jitter_ms: null };
    }
    return {
      bitrate,
      fps: fpsOf(layer, bitrate, loss, chance),
      packet_loss_percent: rounded(loss * (1 + 0.1 * facetOf(hashed, 20 + i)), 100),
      rtt_ms: Math.round(rtt),
      jitter_ms: rounded(jitter, 10),
    };
  });
}

/** Shares bandwidth as libwebrtc does: the lowest layer first, and a layer that would get less than it needs is stopped. */
function allocate(capacity: number, layers: readonly Layer[]): readonly number[] {
  let left = capacity;
  return [...layers]
    .reverse()
    .map(({ target, least }) => {
      const share = left < least ? 0 : Math.min(target, left);
      left -= share;
      return share;
    })
    .reverse();
}

/** Frames are dropped when a layer has less than half of its rate, and when packets are lost. */
function fpsOf(layer: Layer, bitrate: number, loss: number, chance: number): number {
  const fps = layer.fps * Math.min(1, (2 * bitrate) / layer.target) * Math.max(0, 1 - loss / 30);
  return Math.max(0, Math.min(layer.fps, Math.round(fps + 0.6 * chance)));
}
