import type { HundredmsRequests } from './documents';
import { withAdvice } from '../failure/failure';
import type { Notices } from '../frames/notices';
import type { Context } from '../protocol';
import type { TrackSelection } from './peerSelection';
import { missingStatsReasons, needsExplanation } from './missingStats';
import { layersOf } from './layerNames';
import { failureOfExcess, describeExcess } from './limitValues';
import { overspent, isSelected, spend, NOTHING_SPENT, peersThatFit } from './valueBudget';
import { addDocumentNotices, addSessionNotices } from './documentNotices';
import { isCut, tooLarge } from './peerStats';
import { peerStatsRequest, sessionRequest, type PeerTarget } from './requests';
import type { FetchedPeer, FetchedPeers, SelectedTrack, SelectedTracks } from './selectedTrack';
import { resolvePeers, type Selection } from './peerTargets';
import { firstRowAt, timeRangeOf } from './timeRange';

/**
 * Asks for every peer, not for more at once than there is room for by what is known of those before; and for a peer without any stats, for its
 * session, which tells why. Peers behind the one that makes the query too large are left out: a failure of the user's in numeric, whose answer
 * is whole or not at all, and a warning elsewhere.
 */
export function fetchPeers(query: TrackSelection, context: Context, requests: HundredmsRequests): FetchedPeers {
  const selection = resolvePeers(query, context, requests);
  const nameOf = peerNamesOf(selection.sessions);
  const whyNoStats = missingStatsReasons(context.now);
  const peers: FetchedPeer[] = [];
  const failed = [...selection.failed];
  let load = NOTHING_SPENT;
  let open = 0;
  for (const [i, target] of selection.targets.entries()) {
    const excess = overspent(load, context);
    if (excess !== null && query.format === 'numeric') {
      return { ...selection, peers, failed: [{ target, failure: failureOfExcess(excess) }] };
    }
    if (excess !== null) {
      const targets = selection.targets.slice(0, i);
      return { ...selection, targets, failed, peers, warnings: [...selection.warnings, describeExcess(excess)] };
    }
    if (open >= peersThatFit(load, context)) {
      break;
    }
    const why = () => whyNoStats(target, requests.outcome(sessionRequest(target.session_id)));
    const outcome = requests.outcome(peerStatsRequest(target));
    if (outcome?.ok) {
      const stats = outcome.value;
      load = spend(load, query, context, target, stats);
      if (query.format === 'numeric' && isCut(stats)) {
        failed.push({ target, failure: tooLarge(target) });
        continue;
      }
      peers.push({
        target,
        peer: nameOf(target),
        stats,
        missingReason: timeRangeOf(stats.tracks) === null ? why() : null,
      });
    } else if (outcome !== undefined) {
      const reason = outcome.failure;
      failed.push({ target, failure: needsExplanation(reason) ? withAdvice(reason, why()) : reason });
    } else {
      open++;
    }
  }
  return { ...selection, failed, peers };
}

/** The name of a peer; null where its session does not tell it. */
function peerNamesOf(sessions: Selection['sessions']): (target: PeerTarget) => string | null {
  const names = new Map(
    [...sessions].map(([session_id, { peers }]) => [
      session_id,
      new Map(peers.map(({ peer_id, name }) => [peer_id, name])),
    ])
  );
  return ({ session_id, peer_id }) => names.get(session_id)?.get(peer_id) ?? null;
}

/** What of the gathered is shown: tracks, filtered and clipped, and what a reader should know about them. */
export function selectTracks(
  query: TrackSelection,
  context: Context,
  gathered: FetchedPeers,
  notices: Notices
): SelectedTracks {
  const { peers, failed, warnings } = gathered;
  for (const warning of [...failed.map(({ failure }) => failure.message), ...warnings]) {
    notices.add('warning', warning);
  }
  for (const peer of peers) {
    addDocumentNotices(peer, notices);
  }
  const sessions = readSessions(peers, query);
  const tracks = peers.flatMap((peer) => tracksOf(peer, sessions, query, context));
  addSessionNotices(peers, tracks, query, context, notices);
  const isAnyShown = tracks.some(({ rows }) => rows.to > rows.from);
  const span = query.align !== 'sessionStart' ? timeRangeOf(tracks.map(({ series }) => series)) : null;
  return { tracks: isAnyShown ? tracks : [], failed, span };
}

type Sender = NonNullable<SelectedTrack['from']>;

/** What the documents of one session's peers say together. */
interface ReadSession {
  /** Its first sample, milliseconds since the epoch; Infinity where there is none. */
  start: number;
  /** Who published each track; null where that is more than one peer. */
  readonly senders: Map<string, Sender | null>;
}

/** The sessions of some peers by their IDs. Senders are told where the format shows them: numeric does not. */
function readSessions(peers: readonly FetchedPeer[], { format }: TrackSelection): ReadonlyMap<string, ReadSession> {
  const sessions = new Map<string, ReadSession>();
  for (const { target, peer, stats } of peers) {
    const session = sessions.get(target.session_id) ?? { start: Infinity, senders: new Map<string, Sender | null>() };
    sessions.set(target.session_id, session);
    session.start = Math.min(session.start, timeRangeOf(stats.tracks)?.from ?? Infinity);
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
    .filter(({ track }) => isSelected(query, { ...target, peer }, track))
    .map((series) => ({
      target,
      peer,
      from: series.track.side === 'subscriber' ? (session?.senders.get(series.track.track_id ?? '') ?? null) : null,
      room_id: stats.room_id,
      series,
      layer: series.track.rid === null ? '' : layerOf(series.track.rid),
      rows: {
        from: firstRowAt(series.times, context.range.from - shift),
        to: firstRowAt(series.times, context.range.to - shift + 1),
      },
      shift,
    }));
}
