import { groupBy } from '../collect/groupBy';
import { SAMPLING_TOLERANCE } from '../score/boundaries';
import type { SelectedTrack } from './selectedTrack';

/** Returns the layers of each track. */
export function groupLayers(tracks: readonly SelectedTrack[]): ReadonlyArray<readonly SelectedTrack[]> {
  const groups = groupBy(
    tracks,
    ({
      target,
      series: {
        track: { side, kind, track_id, type },
      },
    }) => JSON.stringify([target, side, kind, track_id, type])
  );
  return [...groups.values()];
}

/**
 * Returns the times of the layers of each track, inside the range. A client samples its layers one after another, some
 * milliseconds apart. Samples of one window share the time of the first of them, because Grafana stacks and adds up
 * only values of the same time.
 */
export function sharedTimes(tracks: readonly SelectedTrack[]): ReadonlyMap<SelectedTrack, readonly number[]> {
  const groups = groupLayers(tracks).filter(({ length }) => length > 1);
  return new Map(
    groups.flatMap((layers) => {
      const times = alignTimes(layers.map(({ series, rows }) => series.times.slice(rows.from, rows.to)));
      return layers.map((layer, i) => [layer, times[i] ?? []] as const);
    })
  );
}

/**
 * Returns the times of several layers. Those closer than the sampling tolerance become equal to the first of them. If a
 * layer has more than one time there, the others stay.
 */
function alignTimes(layers: ReadonlyArray<readonly number[]>): ReadonlyArray<readonly number[]> {
  const instants: number[] = [];
  let last = -Infinity;
  for (const time of new Float64Array(layers.flat()).sort()) {
    if (time - last >= SAMPLING_TOLERANCE) {
      instants.push(time);
      last = time;
    }
  }
  return layers.map((times) => {
    let [at, before] = [0, -Infinity];
    return times.map((time) => {
      while ((instants[at + 1] ?? Infinity) <= time) {
        at++;
      }
      const instant = instants[at] ?? time;
      before = instant > before ? instant : time;
      return before;
    });
  });
}
