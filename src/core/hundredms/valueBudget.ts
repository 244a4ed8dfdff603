import type { Context } from '../protocol';
import { matches } from '../query/filters';
import { includes } from '../query/includes';
import type { TrackSelection } from './peerSelection';
import { selectedMetrics, MAX_VALUES, tooMany, type Excess } from './limitValues';
import type { PeerStats } from './peerStats';
import type { PeerTarget } from './requests';
import type { TrackSeries } from '../measurements/track';
import { firstRowAt } from './timeRange';

/** How much a query holds of the peers that it has read, so that it asks for no more of them than it may hold. */
export interface Budget {
  /** Values that it shows, as far as one document alone tells. */
  readonly shown: number;
  /** All values of the documents: a short range of long calls holds these too. */
  readonly read: number;
  readonly tracks: number;
  readonly peers: number;
}

export const NOTHING_SPENT: Budget = { shown: 0, read: 0, tracks: 0, peers: 0 };

/** How many values of documents may be held for each that may be shown. */
const READ_FOR_SHOWN = 4;

/** How many peers are asked for at once while nothing is known of them. */
const FIRST_PEERS = 50;

/** How many tracks a query reads: those without values take their part too. */
const MAX_TRACKS = 100_000;

/** The load with one more peer. */
export function spend(
  { shown, read, tracks: before, peers }: Budget,
  query: TrackSelection,
  { range }: Context,
  target: PeerTarget,
  { tracks }: Pick<PeerStats, 'tracks'>
): Budget {
  let [more, all] = [0, 0];
  for (const series of tracks) {
    all += series.times.length * Object.keys(series.values).length;
    if (isCertainlySelected(query, target, series)) {
      const rows = firstRowAt(series.times, range.to + 1) - firstRowAt(series.times, range.from);
      more += rows * selectedMetrics(query, { series }).length;
    }
  }
  return { shown: shown + more, read: read + all, tracks: before + tracks.length, peers: peers + 1 };
}

/** Names are those of the session, and a start may be that of another peer: what depends on them is counted once all is known. */
function isCertainlySelected(query: TrackSelection, target: PeerTarget, { track }: TrackSeries): boolean {
  return (
    query.align !== 'sessionStart' &&
    !query.filters.some(({ key }) => key === 'peer') &&
    isSelected(query, target, track)
  );
}

/** Whether a query asks for a track. */
export function isSelected(
  query: TrackSelection,
  target: PeerTarget & { readonly peer?: string | null },
  track: TrackSeries['track']
): boolean {
  const wanted = (asked: readonly string[] = [], value: string | null): boolean =>
    asked.length === 0 || (value !== null && includes(asked, value));
  return (
    wanted(query.sides, track.side) &&
    wanted(query.kinds, track.kind) &&
    wanted(query.trackIds, track.track_id) &&
    wanted(query.rids, track.rid) &&
    (query.filters.length === 0 || matches({ ...target, ...track }, query.filters))
  );
}

/** How a load is more than a query may hold; null where it is not. */
export function overspent({ shown, read, tracks }: Budget, context: Context): Excess | null {
  const most = context.limits?.values ?? MAX_VALUES;
  if (shown > most) {
    return tooMany(most);
  }
  if (tracks > MAX_TRACKS) {
    const finding = `The peers of the query have more than ${MAX_TRACKS} tracks.`;
    return { finding, advice: 'Ask for fewer peers.' };
  }
  const mostRead = READ_FOR_SHOWN * most;
  const finding = `The peers of the query have more than ${mostRead} values, including those outside the range.`;
  return read > mostRead ? { finding, advice: 'Ask for fewer peers.' } : null;
}

/** How many more peers can be asked for at once: as many as would fit if they were like those before, and a usual call's at first. */
export function peersThatFit({ shown, read, peers }: Budget, context: Context): number {
  if (peers === 0) {
    return FIRST_PEERS;
  }
  const most = context.limits?.values ?? MAX_VALUES;
  const left = Math.min(thatFit(most, shown, peers), thatFit(READ_FOR_SHOWN * most, read, peers));
  return Math.max(1, Math.floor(left));
}

function thatFit(most: number, held: number, peers: number): number {
  return held === 0 ? Infinity : (most - held) / (held / peers);
}
