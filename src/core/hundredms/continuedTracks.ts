import { groupBy } from '../collect/groupBy';
import { getOrInsert } from '../collect/memoized';
import { SAMPLING_TOLERANCE } from '../score/boundaries';
import { noRepairs } from './repairs';
import { timeRangeOf, type TimeRange } from './timeRange';
import { joinListings, readSeries } from './trackSeries';
import type { TrackIdentity, TrackSeries } from '../measurements/track';

/**
 * Joins tracks that continue each other. A session that moves to another media server gives each track a new ID, and a
 * camera is then listed as one track after another. `sourceOf` returns what distinguishes the cameras, microphones and
 * screens, as far as that is known; null for a track that continues none.
 *
 * A track continues another of the same source that has ended when it begins, if they have a layer in common. If two
 * have ended, or two begin at once, nothing says which continues which, and they stay apart. The joined track has the
 * ID of the first. Takes as long as sorting.
 */
export function joinContinued(
  all: readonly TrackSeries[],
  sourceOf: (track: TrackIdentity) => string | null
): readonly TrackSeries[] {
  const sources = new Map<string, Map<string, LayeredTrack>>();
  all.forEach((series) => {
    const source = sourceOf(series.track);
    const { track_id } = series.track;
    if (source !== null && track_id !== null) {
      const tracks = getOrInsert(sources, source, () => new Map());
      getOrInsert(tracks, track_id, () => ({ track_id, layers: [] })).layers.push(series);
    }
  });
  const joined = new Map<TrackSeries, TrackSeries | null>();
  for (const tracks of sources.values()) {
    for (const chain of tracks.size > 1 ? chainsOf([...tracks.values()]) : []) {
      joinLayers(chain).forEach((one, series) => joined.set(series, one));
    }
  }
  return joined.size === 0 ? all : all.flatMap((series) => (joined.has(series) ? (joined.get(series) ?? []) : series));
}

/** The layers of one track ID. */
interface LayeredTrack {
  readonly track_id: string;
  readonly layers: TrackSeries[];
}

interface DatedTrack extends LayeredTrack {
  readonly time: TimeRange;
}

/** Returns the tracks of a source that continue each other, as chains of at least two in the order of time. */
function chainsOf(layered: readonly LayeredTrack[]): Iterable<readonly DatedTrack[]> {
  const tracks = layered.flatMap((track): readonly DatedTrack[] => {
    const time = timeRangeOf(track.layers);
    return time === null ? [] : [{ ...track, time }];
  });
  const byStart = [...tracks].sort((one, other) => one.time.from - other.time.from);
  const byEnd = [...tracks].sort((one, other) => one.time.to - other.time.to);
  const chains = new Map<DatedTrack, DatedTrack[]>();
  let ended: readonly DatedTrack[] = [];
  let [begunCount, endedCount] = [0, 0];
  for (let next = byStart[0]; next !== undefined; next = byStart[begunCount]) {
    const start = next.time.from;
    // A client samples its tracks one after another, so what is closer than the tolerance is one instant.
    const begun = takeWhile(byStart, begunCount, ({ time }) => time.from < start + SAMPLING_TOLERANCE);
    const over = takeWhile(byEnd, endedCount, ({ time }) => time.to < start + SAMPLING_TOLERANCE);
    begunCount += begun.length;
    endedCount += over.length;
    const earlier = ended.concat(over).filter(({ time }) => time.from < start);
    const before = earlier.at(-1);
    const other = earlier.at(-2);
    if (before !== undefined && !endAtOnce(other, before) && begun.length === 1 && shareLayer(before, next)) {
      const chain = chains.get(before) ?? [before];
      chain.push(next);
      chains.set(next, chain);
    }
    ended = over.filter(({ time }) => time.from >= start);
  }
  return new Set(chains.values());
}

function takeWhile(
  list: readonly DatedTrack[],
  from: number,
  test: (track: DatedTrack) => boolean
): readonly DatedTrack[] {
  let end = from;
  for (let track = list[end]; track !== undefined && test(track); track = list[end]) {
    end++;
  }
  return list.slice(from, end);
}

function endAtOnce(one: DatedTrack | undefined, other: DatedTrack): boolean {
  return one !== undefined && other.time.to - one.time.to < SAMPLING_TOLERANCE;
}

function shareLayer(one: LayeredTrack, other: LayeredTrack): boolean {
  const rids = new Set(one.layers.map(({ track }) => track.rid));
  return other.layers.some(({ track }) => rids.has(track.rid));
}

/** Returns what each layer of a chain becomes: the joined layer, or null if it is part of an earlier one. */
function joinLayers(chain: readonly LayeredTrack[]): ReadonlyMap<TrackSeries, TrackSeries | null> {
  const [track_id = null, ...otherIds] = chain.map((track) => track.track_id);
  const layers = groupBy(
    chain.flatMap((track) => track.layers),
    ({ track }) => track.rid
  );
  const joined = new Map<TrackSeries, TrackSeries | null>();
  for (const [first, ...rest] of layers.values()) {
    if (first !== undefined) {
      joined.set(first, { ...joinSeries({ ...first.track, track_id }, [first, ...rest]), otherIds });
      rest.forEach((series) => joined.set(series, null));
    }
  }
  return joined;
}

/** Joins the samples of a chain. Where parts overlap, which can be by less than the tolerance, they are sorted. */
function joinSeries(track: TrackIdentity, parts: readonly TrackSeries[]): TrackSeries {
  const listings = parts.map(({ times, values }) => ({ timestamps: times, arrays: values }));
  const joined = joinListings<number>(listings, noRepairs());
  const isAscending = parts.every(({ times }, i) => i === 0 || isBefore(parts[i - 1]?.times ?? [], times));
  return isAscending
    ? { track, times: joined.timestamps, values: joined.arrays }
    : readSeries(track, joined, noRepairs());
}

function isBefore(times: readonly number[], next: readonly number[]): boolean {
  const [last, first] = [times[times.length - 1], next[0]];
  return last !== undefined && first !== undefined && last < first;
}
