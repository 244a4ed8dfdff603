import { groupBy } from '../collect/groupBy';
import { getOrInsert, memoized } from '../collect/memoized';
import type { Kind } from '../measurements/trackMetrics';
import type { PeerEvidence, TrackEvidence } from './cause';
import { deficitIn, weightIn } from './halfMinutes';
import { LeastOfOthers } from './leastOfOthers';
import { isSent } from './trackGroup';

/** Whose fault it is that received tracks were bad. */
export interface ReceivedCause {
  /** The cause in words; empty if there is nothing to compare with. */
  readonly cause: string;
  /** The sender at fault; null if the fault is no sender's, or if the sender is unknown. */
  readonly sender_id: string | null;
}

/** Finds whose fault it is that received tracks of a session were bad. */
export class SessionCauses {
  /** The key of the first ID of each track that continued under another, by the keys of the others. */
  private readonly firstKeys = new Map<string, string>();
  /** The peers that publish each track; null where several do. */
  private readonly senders = new Map<string, PeerEvidence | null>();
  private readonly sentTracks = new Map<string, TrackEvidence[]>();
  private readonly receivedTracks = new Map<string, Array<{ peer: PeerEvidence; track: TrackEvidence }>>();
  private readonly otherReceivers = new Map<string, LeastOfOthers>();
  private readonly otherSenders = new Map<string, LeastOfOthers>();

  constructor(peers: readonly PeerEvidence[]) {
    for (const track of peers.flatMap(({ tracks }) => tracks.filter(({ group }) => isSent(group)))) {
      for (const track_id of track.otherIds ?? []) {
        this.firstKeys.set(keyOf({ ...track, track_id }) ?? '', keyOf(track) ?? '');
      }
    }
    for (const peer of peers) {
      for (const track of peer.tracks) {
        const key = this.keyOf(track);
        if (key === null) {
          continue;
        }
        if (isSent(track.group)) {
          const known = this.senders.get(key);
          this.senders.set(key, known === undefined || known?.peer_id === peer.peer_id ? peer : null);
          getOrInsert(this.sentTracks, key, () => []).push(track);
        } else {
          getOrInsert(this.receivedTracks, key, () => []).push({ peer, track });
        }
      }
    }
  }

  /** Returns the key of the first ID of a track that continued under others. */
  private keyOf(track: TrackEvidence): string | null {
    const key = keyOf(track);
    return key === null ? null : (this.firstKeys.get(key) ?? key);
  }

  /** Returns the cause of some received tracks of a peer together. */
  causeOf(peer: PeerEvidence, tracks: readonly TrackEvidence[]): ReceivedCause {
    let downlink = 0;
    const bySender = new Map<string, { sender: PeerEvidence | null; part: number }>();
    for (const track of tracks) {
      const blame = this.splitBlame(peer, track);
      const key = this.senderKey(track);
      bySender.set(key, { sender: this.senderOf(track), part: (bySender.get(key)?.part ?? 0) + blame.sender });
      downlink += blame.downlink;
    }
    const senders = [...bySender].sort(([a, one], [b, other]) => other.part - one.part || (a < b ? -1 : 1));
    const all = senders.reduce((sum, [, { part }]) => sum + part, 0);
    const [most] = senders;
    if (most === undefined || (all === 0 && downlink === 0)) {
      return { cause: '', sender_id: null };
    }
    if (downlink >= all || most[1].part < all / 2) {
      return { cause: downlink >= all ? 'own downlink' : 'several senders', sender_id: null };
    }
    const { sender } = most[1];
    return sender === null
      ? { cause: 'sender', sender_id: null }
      : { cause: `sender ${sender.name ?? sender.peer_id}`, sender_id: sender.peer_id };
  }

  /** Splits the sum of squares of a received track between its sender and the downlink of the peer. */
  private splitBlame(peer: PeerEvidence, track: TrackEvidence): { sender: number; downlink: number } {
    const receivers = this.leastOfOtherReceivers(track);
    const senders = this.leastOfOtherSenders(peer, track.kind);
    const senderKey = this.senderKey(track);
    let [sender, downlink] = [0, 0];
    for (let at = track.first; at < track.first + track.deficits.length; at++) {
      const deficit = deficitIn(track, at);
      const weightedSquare = weightIn(track, at) * deficit * deficit;
      if (!(weightedSquare > 0)) {
        continue;
      }
      const sent = this.sentDeficit(track, at);
      const own = this.isUnknownScreen(track) ? NaN : senders.ofOthers(at, senderKey);
      const other = receivers?.ofOthers(at, peer.peer_id) ?? NaN;
      if (!(sent >= 0 || own >= 0 || other >= 0)) {
        continue;
      }
      const ofSender = Math.min(deficit, sent >= 0 ? sent : 0);
      const ofDownlink = Math.min(deficit, own >= 0 ? own : 0);
      const rest = Math.max(0, deficit - ofSender - ofDownlink);
      const restOfSender = other >= 0 ? Math.min(1, other / deficit) : sent >= 0 ? 0 : 1 - ofDownlink / deficit;
      const part = (weightedSquare * (ofSender + restOfSender * rest)) / (ofSender + ofDownlink + rest);
      sender += part;
      downlink += weightedSquare - part;
    }
    return { sender, downlink };
  }

  private senderOf(track: TrackEvidence): PeerEvidence | null {
    return this.senders.get(this.keyOf(track) ?? '') ?? null;
  }

  /** The unknown sender of a screen may also have sent another of these tracks. */
  private isUnknownScreen(track: TrackEvidence): boolean {
    return track.group === 'received screen' && this.senderOf(track) === null;
  }

  /** Treats tracks of unknown senders as if each had a different sender. */
  private senderKey(track: TrackEvidence): string {
    return this.senderOf(track)?.peer_id ?? `track ${this.keyOf(track) ?? ''}`;
  }

  /** Returns the greatest deficit of the sent track in a half minute or next to it, because clocks differ. */
  private sentDeficit(track: TrackEvidence, at: number): number {
    let most = NaN;
    for (const sent of this.sentTracks.get(this.keyOf(track) ?? '') ?? []) {
      for (let near = at - 1; near <= at + 1; near++) {
        const deficit = deficitIn(sent, near);
        most = deficit >= 0 && !(most >= deficit) ? deficit : most;
      }
    }
    return most;
  }

  /** The least deficit of the same track at each of its listeners. */
  private leastOfOtherReceivers(track: TrackEvidence): LeastOfOthers | null {
    const key = this.keyOf(track);
    if (key === null) {
      return null;
    }
    return getOrInsert(this.otherReceivers, key, () => {
      const least = new LeastOfOthers();
      for (const { peer, track: received } of this.receivedTracks.get(key) ?? []) {
        eachDeficit(received, (at, deficit) => least.add(at, peer.peer_id, deficit));
      }
      return least;
    });
  }

  /**
   * The least deficit of tracks of a kind at one peer, less their deficit when they were sent, by their senders.
   */
  private leastOfOtherSenders(peer: PeerEvidence, kind: Kind): LeastOfOthers {
    return getOrInsert(this.otherSenders, `${kind} ${peer.peer_id}`, () => {
      const least = new LeastOfOthers();
      const received = peer.tracks.filter(
        (track) => track.kind === kind && !isSent(track.group) && !this.isUnknownScreen(track)
      );
      const isTrackSwitch = trackSwitches(received.filter((track) => this.senderOf(track) === null));
      for (const track of received) {
        const key = this.senderKey(track);
        eachDeficit(track, (at, deficit) => {
          if (!isTrackSwitch(track, at)) {
            const sent = this.sentDeficit(track, at);
            least.add(at, key, Math.max(0, deficit - (sent >= 0 ? sent : 0)));
          }
        });
      }
      return least;
    });
  }
}

/** Returns a function that finds causes in a session. It compares the peers of a session on the first call. */
export function causesBySession(
  peers: ReadonlyArray<{ readonly session_id: string; readonly evidence: PeerEvidence }>
): (session_id: string) => SessionCauses {
  const peersOf = groupBy(peers, ({ session_id }) => session_id);
  return memoized((session_id) => new SessionCauses((peersOf.get(session_id) ?? []).map(({ evidence }) => evidence)));
}

/**
 * Received and sent tracks with the same key are one. Null for a track without an ID, which none can be compared with.
 */
function keyOf({ kind, track_id }: TrackEvidence): string | null {
  return track_id === null ? null : `${kind} ${track_id}`;
}

/**
 * Returns whether one of some tracks ends in a half minute and another one begins: a camera that got another ID would
 * be compared with itself.
 */
function trackSwitches(tracks: readonly TrackEvidence[]): (track: TrackEvidence, at: number) => boolean {
  const unknown = new Set(tracks);
  const begun = new Set(tracks.map(({ first }) => first));
  const ended = new Set(tracks.filter(({ deficits }) => deficits.length > 1).map(lastOf));
  return (track, at) =>
    unknown.has(track) &&
    ((at === track.first && ended.has(at)) || (at === lastOf(track) && at > track.first && begun.has(at)));
}

function lastOf({ first, deficits }: TrackEvidence): number {
  return first + deficits.length - 1;
}

function eachDeficit(track: TrackEvidence, visit: (at: number, deficit: number) => void): void {
  for (let at = track.first; at < track.first + track.deficits.length; at++) {
    const deficit = deficitIn(track, at);
    if (deficit >= 0) {
      visit(at, deficit);
    }
  }
}
