import type { Timeline } from './timeline';
import type { Agent, Trouble } from './troubles';

/** A span of seconds after the call's start. */
export type Span = readonly [from: number, to: number];

/** A simulcast layer, or the only encoding of a track without simulcast. Rates in bits per second. */
export interface Layer {
  readonly rid: string | null;
  readonly target: number;
  /** Below this an encoder stops the layer. */
  readonly least: number;
  readonly fps: number;
  /** How far its rate strays from what it is given, as a part of it: a screen's content changes more than a face. */
  readonly swing: number;
}

export interface Track {
  readonly track_id: string;
  /** Sets its noise apart from that of other tracks. */
  readonly seed: number;
  readonly kind: 'video' | 'audio';
  readonly type: 'regular' | 'screen';
  /** The best first. */
  readonly layers: readonly Layer[];
  /** When it is on; outside of these it is muted or not there. */
  readonly on: readonly Span[];
}

/** Who was in a call, and when. */
export interface Attendee {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** The same for all peers that one person was. */
  readonly user_id: string;
  readonly here: Span;
  /** Whether the service never noticed that it left. */
  readonly isGhost: boolean;
}

export interface DemoPeer extends Attendee {
  /** Sets its noise apart from that of other peers. */
  readonly seed: number;
  readonly agent: Agent;
  readonly troubles: readonly Trouble[];
  /** Milliseconds its clock is ahead of true time. */
  readonly clockAhead: number;
  /** Whether windows are cut short now and then, as when the picture changes its size. */
  readonly isCutShort: boolean;
  /** Whether its SDK reports the bitrate of what it receives. Older ones send null. */
  readonly reportsReceivedBitrate: boolean;
  readonly uplink: {
    /** Bits per second for video. */
    readonly capacity: Timeline;
    /** Percent of packets. */
    readonly loss: Timeline;
    /** Milliseconds. */
    readonly rtt: Timeline;
    /** Milliseconds. */
    readonly jitter: Timeline;
  };
  /** Percent of packets lost on the way down. */
  readonly downlinkLoss: number;
  /** Which layer it asks others for: 0 is the best. */
  readonly wantedLayer: number;
  readonly tracks: readonly Track[];
}

/** Whether a peer's track is on at milliseconds after the call's start. */
export function isOn(peer: DemoPeer, track: Track, at: number): boolean {
  return isWithin(peer.here, at) && track.on.some((span) => isWithin(span, at));
}

function isWithin(span: Span, at: number): boolean {
  return span[0] * 1_000 <= at && at < span[1] * 1_000;
}
