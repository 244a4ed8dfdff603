import { groupBy } from '../collect/groupBy';
import { isCamera, type TrackIdentity, type TrackSeries } from '../measurements/track';
import type { Thresholds } from '../measurements/thresholds';
import { MAX_SCORE } from './curves';
import { mergeLayers, type Layer } from './mergeLayers';
import type { Rows } from './sampleInterval';
import { scoreTrack, type ScoredTrack } from './scoreTrack';
import { groupOf, TRACK_GROUPS, type TrackGroup } from './trackGroup';
import { windowsOf, type Windows } from './windows';

/** A track of a peer, or all layers of a published camera, which have one score. */
export interface ScoredUnit extends ScoredTrack {
  /** Its track. All layers of a published video are one unit, which has no `rid`. */
  readonly track: TrackIdentity;
  /** Its series, in the order of their `rid`. */
  readonly series: readonly TrackSeries[];
}

/** Groups the layers of each published video, and puts all in one order, whatever that of the document is. */
export function unitsOf(tracks: readonly TrackSeries[]): ReadonlyArray<readonly TrackSeries[]> {
  const units = groupBy(tracks, ({ track }) => {
    const { side, kind, track_id, type, rid } = track;
    return JSON.stringify([side, kind, track_id, type, isCamera(track) ? null : rid]);
  });
  return [...units].sort(([one], [other]) => compare(one, other)).map(([, unit]) => [...unit].sort(byRid));
}

function byRid({ track: one }: TrackSeries, { track: other }: TrackSeries): number {
  return compare(one.rid ?? '', other.rid ?? '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Scores a track or the layers of a camera in some of its rows. */
export function scoreUnit(
  series: readonly TrackSeries[],
  rowsOf: (series: TrackSeries) => Rows,
  thresholds: Thresholds
): ScoredUnit | null {
  const [first] = series;
  if (first === undefined) {
    return null;
  }
  const layers = series.map((layer) => {
    const rows = rowsOf(layer);
    return { windows: windowsOf(layer, rows), bitrate: layer.values.bitrate?.slice(rows.from, rows.to) ?? [] };
  });
  const [single] = layers;
  const track = isCamera(first.track) ? { ...first.track, rid: null } : first.track;
  const group = groupOf(track);
  const scored =
    layers.length === 1 && single !== undefined
      ? scoreTrack(group, single.windows, thresholds)
      : scoreTrack(group, mergeLayers(layers), thresholds, mostActiveWindows(layers));
  return { track, series, ...scored };
}

/** Returns how many whole windows of the layer that has most could be judged. */
function mostActiveWindows(layers: readonly Layer[]): number {
  return layers.reduce((most, { windows }) => Math.max(most, judgedActivity(windows)), 0);
}

function judgedActivity({ activity, measures }: Windows): number {
  const columns = Object.values(measures).filter((column) => column !== undefined);
  return activity.reduce((sum, active, i) => sum + (columns.some((column) => (column[i] ?? NaN) >= 0) ? active : 0), 0);
}

/** The tracks of a peer that make its score. */
export interface WorstGroup {
  readonly group: TrackGroup;
  /** Those that have a score. */
  readonly tracks: readonly ScoredUnit[];
  /** The track that is worst. */
  readonly worst: ScoredUnit;
  /** The sum over all of them. */
  readonly sumOfSquares: number;
  /** Their root mean square, 0 to 5. */
  readonly deficit: number;
  /** 0 to 5. */
  readonly score: number;
}

/** Returns the worst group of a peer's tracks; null if no track has a score. */
export function worstGroupOf(units: readonly ScoredUnit[]): WorstGroup | null {
  let worst: WorstGroup | null = null;
  for (const group of TRACK_GROUPS) {
    const tracks = units.filter((unit) => unit.group === group && unit.score !== null);
    const [first] = tracks;
    if (first === undefined) {
      continue;
    }
    const sumOfSquares = tracks.reduce((sum, track) => sum + track.sumOfSquares, 0);
    const weight = tracks.reduce((sum, track) => sum + track.weight, 0);
    const deficit = Math.sqrt(sumOfSquares / weight);
    if (worst === null || deficit > worst.deficit) {
      const worstTrack = tracks.reduce((one, other) => (other.sumOfSquares > one.sumOfSquares ? other : one));
      worst = { group, tracks, worst: worstTrack, sumOfSquares, deficit, score: MAX_SCORE - deficit };
    }
  }
  return worst;
}
