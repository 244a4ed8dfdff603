import { failure, type Failure } from '../failure/failure';
import type { Context } from '../protocol';
import { matches } from '../query/filters';
import { includes } from '../query/includes';
import type { TrackSelection } from './peerSelection';
import { selectedMetrics, MAX_VALUES, tooManyValues } from './limitValues';
import type { PeerStats } from './peerStats';
import type { PeerTarget } from './requests';
import type { TrackSeries } from '../measurements/track';
import { firstRowAt } from './timeRange';

/** How many values a query holds from the peers that it has read. It limits the requests for more peers. */
export interface Budget {
  /** Values in the result, as far as a single document shows. */
  readonly shown: number;
  /** All values of the documents: a query with a short range of long calls holds these too. */
  readonly read: number;
  readonly tracks: number;
  readonly peers: number;
}

export const EMPTY_BUDGET: Budget = { shown: 0, read: 0, tracks: 0, peers: 0 };

/** How many values of documents a query may hold for each value that it may show. */
const READ_PER_SHOWN = 4;

/** How many peers are requested at once while their size is unknown. */
const FIRST_PEERS = 50;

/** The most tracks that a query reads: tracks without values take memory too. */
const MAX_TRACKS = 100_000;

/** Returns the budget after one more peer. */
export function addPeer(
  { shown, read, tracks: before, peers }: Budget,
  query: TrackSelection,
  { range }: Context,
  target: PeerTarget,
  { tracks }: Pick<PeerStats, 'tracks'>
): Budget {
  let moreShown = 0;
  let moreRead = 0;
  tracks.forEach((series) => {
    moreRead += series.times.length * Object.keys(series.values).length;
    if (isCertainlySelected(query, target, series)) {
      const rows = firstRowAt(series.times, range.to + 1) - firstRowAt(series.times, range.from);
      moreShown += rows * selectedMetrics(query, { series }).length;
    }
  });
  return { shown: shown + moreShown, read: read + moreRead, tracks: before + tracks.length, peers: peers + 1 };
}

/**
 * Whether a track is selected for sure. Peer names depend on the session, and a shifted start depends on other peers;
 * such tracks are counted only once everything is known.
 */
function isCertainlySelected(query: TrackSelection, target: PeerTarget, series: TrackSeries): boolean {
  return (
    query.align !== 'sessionStart' &&
    !query.filters.some(({ key }) => key === 'peer') &&
    isSelectedTrack(query, target, series)
  );
}

/** Whether a query selects a track, by any of its IDs. */
export function isSelectedTrack(
  query: TrackSelection,
  target: PeerTarget & { readonly peer?: string | null },
  { track, otherIds }: Pick<TrackSeries, 'track' | 'otherIds'>
): boolean {
  const track_id = track.track_id === null || otherIds === undefined ? track.track_id : [track.track_id, ...otherIds];
  const isWanted = (selection: readonly string[] = [], value: string | readonly string[] | null): boolean =>
    selection.length === 0 || (value !== null && [value].flat().some((one) => includes(selection, one)));
  return (
    isWanted(query.peerIds, target.peer_id) &&
    isWanted(query.sides, track.side) &&
    isWanted(query.kinds, track.kind) &&
    isWanted(query.trackIds, track_id) &&
    isWanted(query.rids, track.rid) &&
    (query.filters.length === 0 || matches({ ...target, ...track, track_id }, query.filters))
  );
}

/** Returns the limit that a budget exceeds; null if it exceeds none. */
export function exceededLimit({ shown, read, tracks }: Budget, context: Context): Failure | null {
  const max = context.maxValues ?? MAX_VALUES;
  if (shown > max) {
    return tooManyValues(max);
  }
  if (tracks > MAX_TRACKS) {
    const finding = `The peers of the query have more than ${MAX_TRACKS} tracks.`;
    return failure('user', 400, finding, 'Ask for fewer peers.');
  }
  const maxRead = READ_PER_SHOWN * max;
  const finding = `The peers of the query have more than ${maxRead} values, including those outside the range.`;
  return read > maxRead ? failure('user', 400, finding, 'Ask for fewer peers.') : null;
}

/**
 * Returns how many more peers can be requested at once: as many as fit if they are like those before. The first time it
 * is the number of peers in a usual call. It is never less than an eighth of those before, so that thousands of peers
 * without values take few steps: each step reads all peers again.
 */
export function peersThatFit({ shown, read, peers }: Budget, context: Context): number {
  if (peers === 0) {
    return FIRST_PEERS;
  }
  const max = context.maxValues ?? MAX_VALUES;
  const left = Math.min(countThatFits(max, shown, peers), countThatFits(READ_PER_SHOWN * max, read, peers));
  return Math.max(1, Math.floor(peers / 8), Math.floor(left));
}

function countThatFits(max: number, held: number, peers: number): number {
  return held === 0 ? Infinity : (max - held) / (held / peers);
}
