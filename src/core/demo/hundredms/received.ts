import { facetOf, hash, rounded } from '../noise';
import type { Call } from './calls';
import type { DemoPeer, Track } from './peer';
import { sent, type Sample } from './sent';
import { middleOf, type Window } from './windows';

/** Opus is decoded at this rate, samples per second. */
const SAMPLE_RATE = 48_000;
/** Of what is lost on the way up, the part that the media server can't have sent again in time. */
const NOT_RESENT = 0.6;

/** What a peer made of another's track in a window: the best layer that was sent and that it wanted, less what the network lost. */
export function received(call: Call, peer: DemoPeer, owner: DemoPeer, track: Track, window: Window): Sample {
  const at = middleOf(window);
  const hashed = hash(hash(hash(call.start / 1_000, peer.seed), track.seed), at);
  const layers = sent(call, owner, track, at);
  const wanted = Math.min(peer.wantedLayer, layers.length - 1);
  const layer = layers.find(({ bitrate }, i) => i >= wanted && bitrate > 0);
  if (layer === undefined) {
    return { bitrate: peer.reportsReceivedBitrate ? 0 : null, fps: 0, freeze_count: 1 };
  }
  const loss = (layer.packet_loss_percent ?? 0) * NOT_RESENT + peer.downlinkLoss * (1 + 0.4 * facetOf(hashed, 1));
  return {
    bitrate: peer.reportsReceivedBitrate ? Math.round(layer.bitrate * (1 - loss / 100)) : null,
    fps: Math.round(layer.fps * (1 - loss / 40)),
    freeze_count: loss < 4 ? 0 : Math.max(0, Math.round(loss / 4 + facetOf(hashed, 2))),
    concealed_samples: Math.round(
      SAMPLE_RATE * ((window.to - window.from) / 1_000) * concealment(loss) * (1 + 0.2 * facetOf(hashed, 3))
    ),
    packet_loss_percent: rounded(loss, 100),
  };
}

/** The part of audio that is made up at a percentage of loss: error correction mends single losses, not runs of them. */
function concealment(loss: number): number {
  return ((loss / 100) * loss) / (loss + 6);
}
