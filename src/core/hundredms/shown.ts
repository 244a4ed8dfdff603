import type { Asking } from '../asking';
import { advised } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { Context } from '../protocol';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { missingStatsReasons, needsExplanation } from './explain';
import { layersOf } from './layer';
import { failureOfExcess, leftOut } from './limit';
import { excessOf, isAsked, loaded, NO_LOAD, roomFor } from './load';
import { noteDocument, noteSessions } from './notes';
import { isCut, tooLarge, type PeerStats } from './peerStats';
import { peerStatsRequest, sessionRequest, type PeerTarget } from './requests';
import { selectPeers, type FailedPart, type Selection } from './select';
import type { TrackSeries } from './series';
import { firstAt, spanOf, type Span } from './span';

/** A track and layer that a query shows: whose it is, and which of its rows are inside the range. */
export interface ShownTrack {
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
export interface Shown {
  readonly tracks: readonly ShownTrack[];
  readonly failed: readonly FailedPart[];
  /** The first and last sample of all that was asked, milliseconds since the epoch; null where there is none, and where times are moved. */
  readonly span: Span | null;
}

/** A peer whose document was read. */
export interface ReadPeer {
  readonly target: PeerTarget;
  readonly peer: string | null;
  readonly stats: PeerStats;
  /** Why it has no samples; null where it has. */
  readonly why: string | null;
}

/** What came of the peers that a query asks for. */
export interface Gathered extends Selection {
  readonly peers: readonly ReadPeer[];
}

/**
 * Asks for every peer, not for more at once than there is room for by what is known of those before; and for a peer without any stats, for its
 * session, which tells why. Peers behind the one that makes the query too large are left out: a failure of the user's in numeric, whose answer
 * is whole or not at all, and a warning elsewhere.
 */
export function gatherPeers(query: PeerStatsQuery, context: Context, asking: Asking): Gathered {
  const selection = selectPeers(query, context, asking);
  const nameOf = namesIn(selection.sessions);
  const whyNoStats = missingStatsReasons(context.now);
  const peers: ReadPeer[] = [];
  const failed = [...selection.failed];
  let load = NO_LOAD;
  let open = 0;
  for (const [i, target] of selection.targets.entries()) {
    const excess = excessOf(load, context);
    if (excess !== null && query.format === 'numeric') {
      return { ...selection, peers, failed: [{ target, failure: failureOfExcess(excess) }] };
    }
    if (excess !== null) {
      const targets = selection.targets.slice(0, i);
      return { ...selection, targets, failed, peers, warnings: [...selection.warnings, leftOut(excess)] };
    }
    if (open >= roomFor(load, context)) {
      break;
    }
    const why = () => whyNoStats(target, asking.for(sessionRequest(target.session_id)));
    const outcome = asking.for(peerStatsRequest(target));
    if (outcome?.ok) {
      const stats = outcome.value;
      load = loaded(load, query, context, target, stats);
      if (query.format === 'numeric' && isCut(stats)) {
        failed.push({ target, failure: tooLarge(target) });
        continue;
      }
      peers.push({ target, peer: nameOf(target), stats, why: spanOf(stats.tracks) === null ? why() : null });
    } else if (outcome !== undefined) {
      const reason = outcome.failure;
      failed.push({ target, failure: needsExplanation(reason) ? advised(reason, why()) : reason });
    } else {
      open++;
    }
  }
  return { ...selection, failed, peers };
}

/** The name of a peer; null where its session does not tell it. */
function namesIn(sessions: Selection['sessions']): (target: PeerTarget) => string | null {
  const names = new Map(
    [...sessions].map(([session_id, { peers }]) => [
      session_id,
      new Map(peers.map(({ peer_id, name }) => [peer_id, name])),
    ])
  );
  return ({ session_id, peer_id }) => names.get(session_id)?.get(peer_id) ?? null;
}

/** What of the gathered is shown: tracks, filtered and clipped, and what a reader should know about them. */
export function show(query: PeerStatsQuery, context: Context, gathered: Gathered, notices: Notices): Shown {
  const { peers, failed, warnings } = gathered;
  for (const warning of [...failed.map(({ failure }) => failure.message), ...warnings]) {
    notices.add('warning', warning);
  }
  for (const peer of peers) {
    noteDocument(peer, notices);
  }
  const sessions = readSessions(peers, query);
  const tracks = peers.flatMap((peer) => tracksOf(peer, sessions, query, context));
  noteSessions(peers, tracks, query, context, notices);
  const isAnyShown = tracks.some(({ rows }) => rows.to > rows.from);
  const span = query.align === 'clock' ? spanOf(tracks.map(({ series }) => series)) : null;
  return { tracks: isAnyShown ? tracks : [], failed, span };
}

type Sender = NonNullable<ShownTrack['from']>;

/** What the documents of one session's peers say together. */
interface ReadSession {
  /** Its first sample, milliseconds since the epoch; Infinity where there is none. */
  start: number;
  /** Who published each track; null where that is more than one peer. */
  readonly senders: Map<string, Sender | null>;
}

/** The sessions of some peers by their IDs. Senders are told where the format shows them: numeric does not. */
function readSessions(peers: readonly ReadPeer[], { format }: PeerStatsQuery): ReadonlyMap<string, ReadSession> {
  const sessions = new Map<string, ReadSession>();
  for (const { target, peer, stats } of peers) {
    const session = sessions.get(target.session_id) ?? { start: Infinity, senders: new Map<string, Sender | null>() };
    sessions.set(target.session_id, session);
    session.start = Math.min(session.start, spanOf(stats.tracks)?.from ?? Infinity);
    for (const { track } of format === 'numeric' ? [] : stats.tracks) {
      if (track.side === 'publisher' && track.track_id !== null) {
        const known = session.senders.get(track.track_id);
        const isShared = known !== undefined && known?.peer_id !== target.peer_id;
        session.senders.set(track.track_id, isShared ? null : { peer_id: target.peer_id, peer });
      }
    }
  }
  return sessions;
}

function tracksOf(
  { target, peer, stats }: ReadPeer,
  sessions: ReadonlyMap<string, ReadSession>,
  query: PeerStatsQuery,
  context: Context
): readonly ShownTrack[] {
  const layerOf = layersOf(stats.tracks.map(({ track }) => track.rid));
  const session = sessions.get(target.session_id);
  const shift =
    query.align === 'sessionStart' && session !== undefined && session.start < Infinity
      ? context.range.from - session.start
      : 0;
  return stats.tracks
    .filter(({ track }) => isAsked(query, { ...target, peer }, track))
    .map((series) => ({
      target,
      peer,
      from: series.track.side === 'subscriber' ? (session?.senders.get(series.track.track_id ?? '') ?? null) : null,
      room_id: stats.room_id,
      series,
      layer: series.track.rid === null ? '' : layerOf(series.track.rid),
      rows: {
        from: firstAt(series.times, context.range.from - shift),
        to: firstAt(series.times, context.range.to - shift + 1),
      },
      shift,
    }));
}
