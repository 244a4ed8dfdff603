import { advised, type Failure } from '../failure/failure';
import type { Notices } from '../frames/notices';
import { outcomeOf, type Outcomes } from '../outcomes';
import type { Context } from '../protocol';
import { passes } from '../query/filters';
import type { PeerStatsQuery } from '../query/query';
import { needsExplanation, whyNoStats } from './explain';
import { layersOf } from './layer';
import { noteDocument, noteSessions } from './notes';
import type { PeerStats } from './peerStats';
import { peerStatsRequest, peerTargets, type PeerTarget } from './requests';
import type { TrackSeries } from './series';
import { firstAt, spanOf, type Span } from './span';

/** A track and layer that a query shows: whose it is, and which of its rows are inside the range. */
export interface ShownTrack {
  readonly target: PeerTarget;
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
  readonly failed: ReadonlyArray<{ readonly target: PeerTarget; readonly failure: Failure }>;
  /** The first and last sample of all that was asked, milliseconds since the epoch; null where there is none, and where times are moved. */
  readonly span: Span | null;
}

/** A peer whose document was read. */
export interface ReadPeer {
  readonly target: PeerTarget;
  readonly stats: PeerStats;
}

/** Gathers what the query's peers came to: their tracks, filtered and clipped, and what a reader should know about them. */
export function show(query: PeerStatsQuery, context: Context, outcomes: Outcomes, notices: Notices): Shown {
  const { peers, failed } = sort(query, context, outcomes);
  for (const { failure } of failed) {
    notices.add('warning', failure.message);
  }
  for (const peer of peers) {
    noteDocument(peer, context, outcomes, notices);
  }
  const tracks = peers.flatMap((peer) => tracksOf(peer, peers, query, context));
  noteSessions(peers, tracks, query, context, notices);
  const isAnyShown = tracks.some(({ rows }) => rows.to > rows.from);
  const span = query.align === 'clock' ? spanOf(tracks.map(({ series }) => series)) : null;
  return { tracks: isAnyShown ? tracks : [], failed, span };
}

/** Peers that answered apart from those that failed, each failure with its reason as far as it is known. */
function sort(
  query: PeerStatsQuery,
  context: Context,
  outcomes: Outcomes
): { peers: readonly ReadPeer[]; failed: Shown['failed'] } {
  const peers: ReadPeer[] = [];
  const failed: Array<Shown['failed'][number]> = [];
  for (const target of peerTargets(query)) {
    const outcome = outcomeOf(outcomes, peerStatsRequest(target));
    if (outcome?.ok && outcome.value.route === 'peerStats') {
      peers.push({ target, stats: outcome.value.stats });
    } else if (outcome !== undefined && !outcome.ok) {
      const { failure } = outcome;
      const isOpen = needsExplanation(failure);
      failed.push({ target, failure: isOpen ? advised(failure, whyNoStats(target, outcomes, context.now)) : failure });
    }
  }
  return { peers, failed };
}

function tracksOf(
  { target, stats }: ReadPeer,
  peers: readonly ReadPeer[],
  query: PeerStatsQuery,
  context: Context
): readonly ShownTrack[] {
  const layerOf = layersOf(stats.tracks.map(({ track }) => track.rid));
  const ofSession = peers.filter((peer) => peer.target.session_id === target.session_id);
  const start = spanOf(ofSession.flatMap((peer) => peer.stats.tracks))?.from ?? 0;
  const shift = query.align === 'sessionStart' ? context.range.from - start : 0;
  return stats.tracks
    .filter(({ track }) => isAsked(query, target, track))
    .map((series) => ({
      target,
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

function isAsked(query: PeerStatsQuery, target: PeerTarget, track: TrackSeries['track']): boolean {
  const wanted = (asked: readonly string[], value: string | null): boolean =>
    asked.length === 0 || (value !== null && asked.includes(value));
  return (
    wanted(query.sides, track.side) &&
    wanted(query.kinds, track.kind) &&
    wanted(query.trackIds, track.track_id) &&
    wanted(query.rids, track.rid) &&
    passes({ ...target, ...track }, query.filters)
  );
}
