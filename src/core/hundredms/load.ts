import type { Context } from '../protocol';
import { passes } from '../query/filters';
import { isAmong } from '../query/isAmong';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { metricsShown, MOST_VALUES, tooMany, type Excess } from './limit';
import type { PeerStats } from './peerStats';
import type { PeerTarget } from './requests';
import type { TrackSeries } from './series';
import { firstAt } from './span';

/** How much a query holds of the peers that it has read, so that it asks for no more of them than it may hold. */
export interface Load {
  /** Values that it shows, as far as one document alone tells. */
  readonly shown: number;
  /** All values of the documents: a short range of long calls holds these too. */
  readonly read: number;
  readonly tracks: number;
  readonly peers: number;
}

export const NO_LOAD: Load = { shown: 0, read: 0, tracks: 0, peers: 0 };

/** How many values of documents may be held for each that may be shown. */
const READ_FOR_SHOWN = 4;

/** How many peers are asked for at once while nothing is known of them. */
const AT_ONCE = 50;

/** How many tracks a query reads: those without values take their part too. */
const MAX_TRACKS = 100_000;

/** The load with one more peer. */
export function loaded(
  { shown, read, tracks: before, peers }: Load,
  query: PeerStatsQuery,
  { range }: Context,
  target: PeerTarget,
  { tracks }: Pick<PeerStats, 'tracks'>
): Load {
  let [more, all] = [0, 0];
  for (const series of tracks) {
    all += series.times.length * Object.keys(series.values).length;
    if (isSurelyShown(query, target, series)) {
      const rows = firstAt(series.times, range.to + 1) - firstAt(series.times, range.from);
      more += rows * metricsShown(query, { series }).length;
    }
  }
  return { shown: shown + more, read: read + all, tracks: before + tracks.length, peers: peers + 1 };
}

/** Names are those of the session, and a start may be that of another peer: what depends on them is counted once all is known. */
function isSurelyShown(query: PeerStatsQuery, target: PeerTarget, { track }: TrackSeries): boolean {
  return query.align === 'clock' && !query.filters.some(({ key }) => key === 'peer') && isAsked(query, target, track);
}

/** Whether a query asks for a track. */
export function isAsked(
  query: PeerStatsQuery,
  target: PeerTarget & { readonly peer?: string | null },
  track: TrackSeries['track']
): boolean {
  const wanted = (asked: readonly string[], value: string | null): boolean =>
    asked.length === 0 || (value !== null && isAmong(asked, value));
  return (
    wanted(query.sides, track.side) &&
    wanted(query.kinds, track.kind) &&
    wanted(query.trackIds, track.track_id) &&
    wanted(query.rids, track.rid) &&
    (query.filters.length === 0 || passes({ ...target, ...track }, query.filters))
  );
}

/** How a load is more than a query may hold; null where it is not. */
export function excessOf({ shown, read, tracks }: Load, context: Context): Excess | null {
  const most = context.limits?.values ?? MOST_VALUES;
  if (shown > most) {
    return tooMany(most);
  }
  if (tracks > MAX_TRACKS) {
    const finding = `The peers that the query reads have more than ${MAX_TRACKS} tracks.`;
    return { finding, advice: 'Ask for fewer peers.' };
  }
  const mostRead = READ_FOR_SHOWN * most;
  const finding = `The stats of the peers that the query reads have more than ${mostRead} values, whatever it shows of them.`;
  return read > mostRead ? { finding, advice: 'Ask for fewer peers.' } : null;
}

/** How many more peers can be asked for at once: as many as would fit if they were like those before, and a usual call's at first. */
export function roomFor({ shown, read, peers }: Load, context: Context): number {
  if (peers === 0) {
    return AT_ONCE;
  }
  const most = context.limits?.values ?? MOST_VALUES;
  const left = Math.min(fitting(most, shown, peers), fitting(READ_FOR_SHOWN * most, read, peers));
  return Math.max(1, Math.floor(left));
}

function fitting(most: number, held: number, peers: number): number {
  return held === 0 ? Infinity : (most - held) / (held / peers);
}
