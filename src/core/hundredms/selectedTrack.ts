import type { Failure } from '../failure/failure';
import { totalFailure, type PartialResult } from '../failure/partialResult';
import type { TrackSeries } from '../measurements/track';
import { includes } from '../query/includes';
import type { PeerStats } from './peerStats';
import type { FailedPart, Selection } from './peerTargets';
import type { PeerTarget } from './requests';
import type { TimeRange } from './timeRange';

/** A track and layer in a result, with its peer and its rows inside the range. */
export interface SelectedTrack {
  readonly target: PeerTarget;
  /** The peer's name; null if the session lacks it. */
  readonly peer: string | null;
  /** The publisher of a received track, if known. */
  readonly from: { readonly peer_id: string; readonly peer: string | null } | null;
  readonly room_id: string | null;
  readonly series: TrackSeries;
  /** The layer's name (high, medium, low) if the document makes it clear, else the rid; empty without one. */
  readonly layer: string;
  /** Rows `from` up to, not including, `to`. */
  readonly rows: { readonly from: number; readonly to: number };
  /** Milliseconds to add to each time of the series. */
  readonly shift: number;
}

/** The name of who sent a received track, else the ID; null for a published track, or where nobody knows. */
export function senderOf({ from }: SelectedTrack): string | null {
  return from === null ? null : (from.peer ?? from.peer_id);
}

/** The tracks of a `peerStats` query, before they take a format. */
export interface SelectedTracks {
  readonly tracks: readonly SelectedTrack[];
  readonly failed: readonly FailedPart[];
  /**
   * The first and last sample of all selected tracks, milliseconds since the epoch; null if there is none, or if times
   * are shifted.
   */
  readonly span: TimeRange | null;
}

/** A peer whose document was read. */
export interface FetchedPeer {
  readonly target: PeerTarget;
  readonly peer: string | null;
  readonly stats: PeerStats;
  /** How many milliseconds the peer's clock is ahead of 100ms', or behind if negative; 0 if it is right or unknown. */
  readonly clockOffset: number;
  /** The same of a part of its samples, which keep their times, if its clock was set during the call. */
  readonly partOffset: number;
  /** Its first sample by a clock that is right, milliseconds since the epoch; Infinity if there is none. */
  readonly start: number;
  /** Why it has no samples; null if it has some. */
  readonly missingReason: string | null;
}

/** The results for the peers of a query. */
export interface FetchedPeers extends Selection {
  readonly peers: readonly FetchedPeer[];
}

/** Returns the peers that the query selects. Others only show who sent a track. */
export function selectedPeers({ peers, peerIds }: FetchedPeers): readonly FetchedPeer[] {
  return peers.filter(({ target }) => peerIds.length === 0 || includes(peerIds, target.peer_id));
}

/** Returns how many of the selected peers were read, and why others were not. */
export function partialResultOfPeers(fetched: FetchedPeers): PartialResult {
  const failures = fetched.failed.map(({ failure }) => failure);
  return { failures, readCount: selectedPeers(fetched).length, warnings: fetched.warnings };
}

/** Returns why no selected peer could be read; null if at least one was. */
export function failureOfPeers(format: string, fetched: FetchedPeers): Failure | null {
  return totalFailure(format, fetched.failed, selectedPeers(fetched).length);
}
