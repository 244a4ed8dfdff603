import { asArray, asObject, asText, parseJson } from '../json';
import { KINDS, METRICS_OF, SIDES, type Kind, type MetricName, type Side } from './metrics';
import { noRepairs, type Repairs } from './repairs';
import { readSeries, type RawSeries, type TrackIdentity, type TrackSeries } from './series';

/** A peer-stats document, decoded. Plain JSON. */
export interface PeerStats {
  readonly room_id: string | null;
  readonly tracks: readonly TrackSeries[];
  readonly repairs: Repairs;
  /** Arrays of a `time_series` that the reference does not list for their side and kind. */
  readonly unknownMetrics: readonly string[];
}

/**
 * Decodes the text of a peer-stats answer. Null where it is not such a document at all; anything less is mended, and counted in `repairs`.
 * Source: 100ms "Peer Quality Stats".
 */
export function decodePeerStats(text: string): PeerStats | null {
  const document = asObject(parseJson(text));
  if (!('publisher' in document) && !('subscriber' in document)) {
    return null;
  }
  const repairs = noRepairs();
  const unknownMetrics = new Set<string>();
  const gathered = new Map<string, { track: TrackIdentity; raw: RawSeries }>();
  for (const side of SIDES) {
    for (const kind of KINDS) {
      for (const entry of asArray(asObject(document[side])[kind])) {
        if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
          repairs.tracksUnread++;
          continue;
        }
        const track = identify(asObject(entry), side, kind);
        const raw = readArrays(asObject(asObject(entry).time_series), METRICS_OF[side][kind], unknownMetrics);
        const identity = JSON.stringify(track);
        const earlier = gathered.get(identity);
        repairs.tracksRepeated += earlier === undefined ? 0 : 1;
        gathered.set(identity, { track, raw: earlier === undefined ? raw : joined(earlier.raw, raw) });
      }
    }
  }
  return {
    room_id: asText(document.room_id),
    tracks: [...gathered.values()].map(({ track, raw }) => readSeries(track, raw, repairs)),
    repairs,
    unknownMetrics: [...unknownMetrics],
  };
}

function identify(entry: Readonly<Record<string, unknown>>, side: Side, kind: Kind): TrackIdentity {
  return { side, kind, track_id: asText(entry.track_id), type: asText(entry.type), rid: asText(entry.rid) };
}

function readArrays(
  series: Readonly<Record<string, unknown>>,
  known: readonly MetricName[],
  unknownMetrics: Set<string>
): RawSeries {
  const arrays: Partial<Record<MetricName, readonly unknown[]>> = {};
  for (const name of known) {
    const array = asArray(series[name]);
    if (array.length > 0) {
      arrays[name] = array;
    }
  }
  for (const name of Object.keys(series)) {
    if (name !== 'timestamps' && !known.some((metric) => metric === name)) {
      unknownMetrics.add(name);
    }
  }
  return { timestamps: asArray(series.timestamps), arrays };
}

/** Two listings of one track and layer as one: the rows of the second behind those of the first. */
function joined(first: RawSeries, second: RawSeries): RawSeries {
  const names = new Set([...Object.keys(first.arrays), ...Object.keys(second.arrays)] as MetricName[]);
  const arrays: Partial<Record<MetricName, readonly unknown[]>> = {};
  for (const name of names) {
    const head = (first.arrays[name] ?? []).slice(0, first.timestamps.length);
    const padding = Array.from({ length: first.timestamps.length - head.length }, () => null);
    arrays[name] = [...head, ...padding, ...(second.arrays[name] ?? [])];
  }
  return { timestamps: [...first.timestamps, ...second.timestamps], arrays };
}
