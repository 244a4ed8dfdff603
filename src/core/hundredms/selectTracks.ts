import type { Requests } from '../requestCollector';
import { peerStatsRequest, type PeerTarget, sessionRequest } from './requests';
import { getOrInsert } from '../collect/memoized';
import { withAdvice } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { Context } from '../protocol';
import type { TrackSelection } from './peerSelection';
import { missingStatsReason, needsExplanation, unreadableReason } from './missingStats';
import { layersOf } from './layerNames';
import { describeExcess } from './limitValues';
import { exceededLimit, isSelectedTrack, addPeer, EMPTY_BUDGET, peersThatFit } from './valueBudget';
import { addClockNotice, addDocumentNotices, addSessionNotices } from './documentNotices';
import {
  clockOffset,
  firstSample,
  subtractOffset,
  partOffset,
  keepsClientTime,
  presenceOf,
  UNKNOWN_PRESENCE,
} from './peerClock';
import { incompleteFailure, isIncomplete, type PeerStats } from './peerStats';
import { peersById, type Session } from './session';
import {
  partialResultOfPeers,
  selectedPeers,
  type FetchedPeer,
  type FetchedPeers,
  type SelectedTrack,
  type SelectedTracks,
} from './selectedTrack';
import { resolvePeers } from './peerTargets';
import { joinReceived } from './receivedTracks';
import { rowsInside, timeRangeOf, type TimeRange } from './timeRange';

/**
 * Requests every peer, but at once only as many as fit into the value budget, as estimated from the peers before. For a
 * peer without stats it requests the session, which shows why. Peers after the one that exceeds the budget are left out
 * with a warning. A numeric query, whose result must be complete, fails with `user` instead.
 */
export function fetchPeers(query: TrackSelection, context: Context, requests: Requests): FetchedPeers {
  const selection = resolvePeers(query, context, requests);
  const peers: FetchedPeer[] = [];
  const failed = [...selection.failed];
  let spent = EMPTY_BUDGET;
  let pendingCount = 0;
  for (const [i, target] of selection.targets.entries()) {
    const excess = exceededLimit(spent, context);
    if (excess !== null && query.format === 'numeric') {
      return { ...selection, peers, failed: [{ target, failure: excess }] };
    }
    if (excess !== null) {
      const targets = selection.targets.slice(0, i);
      const warnings = [...selection.warnings, describeExcess(excess)];
      return { ...selection, targets, failed, peers: joinReceived(peers), warnings };
    }
    if (pendingCount >= peersThatFit(spent, context)) {
      break;
    }
    const missingReason = () =>
      missingStatsReason(target, requests.outcome(sessionRequest(target.session_id)), context.now);
    const outcome = requests.outcome(peerStatsRequest(target));
    if (outcome?.ok) {
      const stats = outcome.value;
      spent = addPeer(spent, query, context, target, stats);
      if (query.format === 'numeric' && isIncomplete(stats)) {
        failed.push({ target, failure: incompleteFailure(target) });
        continue;
      }
      const hasSamples = timeRangeOf(stats.tracks) !== null;
      const session =
        selection.sessions.get(target.session_id) ?? sessionOfClock(query, context, target, stats, requests);
      const listed = session && peersById(session).get(target.peer_id);
      const presence = session && listed ? presenceOf(session, listed) : UNKNOWN_PRESENCE;
      const offset = clockOffset(stats.tracks, presence);
      peers.push({
        target,
        peer: listed?.name ?? null,
        stats: { ...stats, tracks: keepsClientTime(query) ? stats.tracks : subtractOffset(stats.tracks, offset) },
        clockOffset: offset,
        partOffset: offset === 0 ? partOffset(stats.tracks, presence) : 0,
        start: offset === 0 ? firstSample(stats.tracks, presence) : Infinity,
        missingReason: hasSamples ? null : (unreadableReason(stats.repairs) ?? missingReason()),
      });
    } else if (outcome !== undefined) {
      const failure = outcome.failure;
      failed.push({ target, failure: needsExplanation(failure) ? withAdvice(failure, missingReason()) : failure });
    } else {
      pendingCount++;
    }
  }
  return { ...selection, failed, peers: pendingCount === 0 ? joinReceived(peers) : peers };
}

/**
 * Requests the session of a peer that a numeric query names if the peer has no sample in the range. Its clock may be
 * wrong then. Otherwise an alert does without this request.
 */
function sessionOfClock(
  { format }: TrackSelection,
  { range }: Context,
  { session_id }: PeerTarget,
  { tracks }: PeerStats,
  requests: Requests
): Session | undefined {
  const isShown = tracks.some(({ times }) => {
    const rows = rowsInside(times, range);
    return rows.from < rows.to;
  });
  const outcome = format !== 'numeric' || isShown ? undefined : requests.outcome(sessionRequest(session_id));
  return outcome?.ok ? outcome.value : undefined;
}

/** Returns the tracks of the fetched peers, filtered and cut to the range, and adds notices about them. */
export function selectTracks(
  query: TrackSelection,
  context: Context,
  fetched: FetchedPeers,
  notices: Notices
): SelectedTracks {
  const peers = selectedPeers(fetched);
  notices.addParts(partialResultOfPeers(fetched));
  for (const peer of peers) {
    addDocumentNotices(peer, query, notices);
  }
  addClockNotice(peers, query, notices);
  const sessions = readSessions(fetched.peers, query);
  const tracks = peers.flatMap((peer) => selectedTracksOf(peer, sessions, query, context));
  addSessionNotices(peers, tracks, query, context, notices);
  const hasRows = tracks.some(({ rows }) => rows.to > rows.from);
  // Of several sessions it is only told where there is nothing else.
  const hasSpan = query.align !== 'sessionStart' && (query.sessionId.length === 1 || !hasRows);
  const span = hasSpan ? spanOf(tracks, peers) : null;
  return { tracks: hasRows ? tracks : [], failed: fetched.failed, span };
}

/** Returns the first and last sample of some tracks; of those with the right time, if there are any. */
function spanOf(tracks: readonly SelectedTrack[], peers: readonly FetchedPeer[]): TimeRange | null {
  const wrong = new Set(peers.flatMap(({ target, clockOffset: offset }) => (offset === 0 ? [] : target)));
  const right = tracks.filter(({ target }) => !wrong.has(target));
  return timeRangeOf((right.length > 0 ? right : tracks).map(({ series }) => series));
}

type Sender = NonNullable<SelectedTrack['from']>;

/** Facts from the documents of all peers of one session. */
interface ReadSession {
  /** The first sample by a clock that is right, milliseconds since the epoch; Infinity if there is none. */
  start: number;
  /** The publisher of each track; null if there are several. */
  readonly senders: Map<string, Sender | null>;
}

/**
 * Returns the sessions of some peers by ID. Publishers are read only for formats that show them, so not for numeric.
 */
function readSessions(peers: readonly FetchedPeer[], { format }: TrackSelection): ReadonlyMap<string, ReadSession> {
  const sessions = new Map<string, ReadSession>();
  for (const { target, peer, stats, start } of peers) {
    const session = getOrInsert(sessions, target.session_id, () => ({ start: Infinity, senders: new Map() }));
    session.start = Math.min(session.start, start);
    const addSender = (id: string) => {
      const known = session.senders.get(id);
      const isShared = known !== undefined && known?.peer_id !== target.peer_id;
      session.senders.set(id, isShared ? null : { peer_id: target.peer_id, peer });
    };
    (format === 'numeric' ? [] : stats.tracks).forEach(({ track, otherIds }) => {
      if (track.side === 'publisher' && track.track_id !== null) {
        addSender(track.track_id);
        otherIds?.forEach(addSender);
      }
    });
  }
  return sessions;
}

function selectedTracksOf(
  { target, peer, stats, clockOffset: offset }: FetchedPeer,
  sessions: ReadonlyMap<string, ReadSession>,
  query: TrackSelection,
  context: Context
): readonly SelectedTrack[] {
  const layerOf = layersOf(stats.tracks.map(({ track }) => track.rid));
  const session = sessions.get(target.session_id);
  // The start by another clock says nothing about a peer whose own clock is wrong.
  const start = offset === 0 ? (session?.start ?? Infinity) : (timeRangeOf(stats.tracks)?.from ?? Infinity);
  const shift = query.align === 'sessionStart' && start < Infinity ? context.range.from - start : 0;
  return stats.tracks
    .filter((series) => isSelectedTrack(query, { ...target, peer }, series))
    .map((series) => ({
      target,
      peer,
      from: series.track.side === 'subscriber' ? (session?.senders.get(series.track.track_id ?? '') ?? null) : null,
      room_id: stats.room_id,
      series,
      layer: series.track.rid === null ? '' : layerOf(series.track.rid),
      rows: rowsInside(series.times, { from: context.range.from - shift, to: context.range.to - shift }),
      shift,
    }));
}
