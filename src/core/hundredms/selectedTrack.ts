import type { TrackSeries } from '../measurements/track';
import type { PeerStats } from './peerStats';
import type { FailedPart, Selection } from './peerTargets';
import type { PeerTarget } from './requests';
import type { TimeRange } from './timeRange';

/** A track and layer that a query shows: whose it is, and which of its rows are inside the range. */
export interface SelectedTrack {
  readonly target: PeerTarget;
  /** The peer's name; null where the session does not tell it. */
  readonly peer: string | null;
  /** Who published what this peer received, where that is known. */
  readonly from: { readonly peer_id: string; readonly peer: string | null } | null;
  readonly room_id: string | null;
  readonly series: TrackSeries;
  /** The layer's name (high, medium, low) where the document tells it, else the rid; empty without one. */
  readonly layer: string;
  /** Rows `from` up to, not including, `to`. */
  readonly rows: { readonly from: number; readonly to: number };
  /** Milliseconds to add to each time of the series. */
  readonly shift: number;
}

/** What a `peerStats` query has to show, before it takes a format. */
export interface SelectedTracks {
  readonly tracks: readonly SelectedTrack[];
  readonly failed: readonly FailedPart[];
  /** The first and last sample of all that was asked, milliseconds since the epoch; null where there is none, and where times are moved. */
  readonly span: TimeRange | null;
}

/** A peer whose document was read. */
export interface FetchedPeer {
  readonly target: PeerTarget;
  readonly peer: string | null;
  readonly stats: PeerStats;
  /** Why it has no samples; null where it has. */
  readonly missingReason: string | null;
}

/** What came of the peers that a query asks for. */
export interface FetchedPeers extends Selection {
  readonly peers: readonly FetchedPeer[];
}
