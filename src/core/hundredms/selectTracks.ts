import type { HundredmsRequests } from './documents';
import { withAdvice } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { Context } from '../protocol';
import type { TrackSelection } from './peerSelection';
import { missingStatsReasons, needsExplanation, unreadableReason } from './missingStats';
import { layersOf } from './layerNames';
import { failureOfExcess, describeExcess } from './limitValues';
import { overspent, isSelected, spend, NOTHING_SPENT, peersThatFit } from './valueBudget';
import { addDocumentNotices, addSessionNotices } from './documentNotices';
import { isCut, tooLarge } from './peerStats';
import { peerStatsRequest, sessionRequest, type PeerTarget } from './requests';
import type { FetchedPeer, FetchedPeers, SelectedTrack, SelectedTracks } from './selectedTrack';
import { resolvePeers, type Selection } from './peerTargets';
import { joinReceived } from './receivedTracks';
import { rowsInside, timeRangeOf } from './timeRange';

/**
 * Requests every peer, but at once only as many as fit into the value budget, as estimated from the peers before. For a
 * peer without stats it requests the session, which shows why. Peers after the one that exceeds the budget are left out
 * with a warning. A numeric query, whose result must be complete, fails with `user` instead.
 */
export function fetchPeers(query: TrackSelection, context: Context, requests: HundredmsRequests): FetchedPeers {
  const selection = resolvePeers(query, context, requests);
  const nameOf = peerNamesOf(selection.sessions);
  const missingReasonOf = missingStatsReasons(context.now);
  const peers: FetchedPeer[] = [];
  const failed = [...selection.failed];
  let spent = NOTHING_SPENT;
  let pendingCount = 0;
  for (const [i, target] of selection.targets.entries()) {
    const excess = overspent(spent, context);
    if (excess !== null && query.format === 'numeric') {
      return { ...selection, peers, failed: [{ target, failure: failureOfExcess(excess) }] };
    }
    if (excess !== null) {
      const targets = selection.targets.slice(0, i);
      const warnings = [...selection.warnings, describeExcess(excess)];
      return { ...selection, targets, failed, peers: joinReceived(peers), warnings };
    }
    if (pendingCount >= peersThatFit(spent, context)) {
      break;
    }
    const missingReason = () => missingReasonOf(target, requests.outcome(sessionRequest(target.session_id)));
    const outcome = requests.outcome(peerStatsRequest(target));
    if (outcome?.ok) {
      const stats = outcome.value;
      spent = spend(spent, query, context, target, stats);
      if (query.format === 'numeric' && isCut(stats)) {
        failed.push({ target, failure: tooLarge(target) });
        continue;
      }
      const hasSamples = timeRangeOf(stats.tracks) !== null;
      const reason = hasSamples ? null : (unreadableReason(stats.repairs) ?? missingReason());
      peers.push({ target, peer: nameOf(target), stats, missingReason: reason });
    } else if (outcome !== undefined) {
      const failure = outcome.failure;
      failed.push({ target, failure: needsExplanation(failure) ? withAdvice(failure, missingReason()) : failure });
    } else {
      pendingCount++;
    }
  }
  return { ...selection, failed, peers: pendingCount === 0 ? joinReceived(peers) : peers };
}

/** Returns a function that finds the name of a peer; null if its session lacks it. */
function peerNamesOf(sessions: Selection['sessions']): (target: PeerTarget) => string | null {
  const names = new Map(
    [...sessions].map(([session_id, { peers }]) => [
      session_id,
      new Map(peers.map(({ peer_id, name }) => [peer_id, name])),
    ])
  );
  return ({ session_id, peer_id }) => names.get(session_id)?.get(peer_id) ?? null;
}

/** Returns the tracks of the fetched peers, filtered and cut to the range, and adds notices about them. */
export function selectTracks(
  query: TrackSelection,
  context: Context,
  fetched: FetchedPeers,
  notices: Notices
): SelectedTracks {
  const { peers, failed, warnings } = fetched;
  for (const warning of [...failed.map(({ failure }) => failure.message), ...warnings]) {
    notices.add('warning', warning);
  }
  for (const peer of peers) {
    addDocumentNotices(peer, notices);
  }
  const sessions = readSessions(peers, query);
  const tracks = peers.flatMap((peer) => tracksOf(peer, sessions, query, context));
  addSessionNotices(peers, tracks, query, context, notices);
  const hasRows = tracks.some(({ rows }) => rows.to > rows.from);
  const span = query.align !== 'sessionStart' ? timeRangeOf(tracks.map(({ series }) => series)) : null;
  return { tracks: hasRows ? tracks : [], failed, span };
}

type Sender = NonNullable<SelectedTrack['from']>;

/** Facts from the documents of all peers of one session. */
interface ReadSession {
  /** The first sample of the session, milliseconds since the epoch; Infinity if there is none. */
  start: number;
  /** The publisher of each track; null if there are several. */
  readonly senders: Map<string, Sender | null>;
}

/**
 * Returns the sessions of some peers by ID. Publishers are read only for formats that show them, so not for numeric.
 */
function readSessions(peers: readonly FetchedPeer[], { format }: TrackSelection): ReadonlyMap<string, ReadSession> {
  const sessions = new Map<string, ReadSession>();
  for (const { target, peer, stats } of peers) {
    const session = sessions.get(target.session_id) ?? { start: Infinity, senders: new Map<string, Sender | null>() };
    sessions.set(target.session_id, session);
    session.start = Math.min(session.start, timeRangeOf(stats.tracks)?.from ?? Infinity);
    for (const { track, otherIds = [] } of format === 'numeric' ? [] : stats.tracks) {
      for (const id of track.side === 'publisher' && track.track_id !== null ? [track.track_id, ...otherIds] : []) {
        const known = session.senders.get(id);
        const isShared = known !== undefined && known?.peer_id !== target.peer_id;
        session.senders.set(id, isShared ? null : { peer_id: target.peer_id, peer });
      }
    }
  }
  return sessions;
}

function tracksOf(
  { target, peer, stats }: FetchedPeer,
  sessions: ReadonlyMap<string, ReadSession>,
  query: TrackSelection,
  context: Context
): readonly SelectedTrack[] {
  const layerOf = layersOf(stats.tracks.map(({ track }) => track.rid));
  const session = sessions.get(target.session_id);
  const shift =
    query.align === 'sessionStart' && session !== undefined && session.start < Infinity
      ? context.range.from - session.start
      : 0;
  return stats.tracks
    .filter((series) => isSelected(query, { ...target, peer }, series))
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
