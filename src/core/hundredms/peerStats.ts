import { asArray, asObject, asText, parseJson } from '../json';
import { KINDS, METRIC_NAMES, METRICS_OF, SIDES, type Kind, type MetricName, type Side } from './metrics';
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
      for (const entry of listIn(asObject(document[side]), kind, repairs)) {
        if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
          repairs.tracksUnread++;
          continue;
        }
        const track = identify(asObject(entry), side, kind);
        const raw = readArrays(asObject(asObject(entry).time_series), METRICS_OF[side][kind], unknownMetrics, repairs);
        const identity = JSON.stringify(track);
        const earlier = gathered.get(identity);
        repairs.tracksRepeated += earlier === undefined ? 0 : 1;
        gathered.set(identity, { track, raw: earlier === undefined ? raw : joined(earlier.raw, raw, repairs) });
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

/** A member that should be a list. Absent and null are empty; anything else that is not a list is counted and left out. */
function listIn(parent: Readonly<Record<string, unknown>>, name: string, repairs: Repairs): readonly unknown[] {
  const list = parent[name] ?? [];
  repairs.listsUnread += Array.isArray(list) ? 0 : 1;
  return asArray(list);
}

function readArrays(
  series: Readonly<Record<string, unknown>>,
  known: readonly MetricName[],
  unknownMetrics: Set<string>,
  repairs: Repairs
): RawSeries {
  const arrays: Partial<Record<MetricName, readonly unknown[]>> = {};
  for (const name of known) {
    const array = listIn(series, name, repairs);
    if (array.length > 0) {
      arrays[name] = array;
    }
  }
  for (const name of Object.keys(series)) {
    if (name !== 'timestamps' && !known.some((metric) => metric === name)) {
      unknownMetrics.add(asText(name) ?? '');
    }
  }
  return { timestamps: listIn(series, 'timestamps', repairs), arrays };
}

/** Two listings of one track and layer as one: the rows of the second behind those of the first. */
function joined(first: RawSeries, second: RawSeries, repairs: Repairs): RawSeries {
  const arrays: Partial<Record<MetricName, readonly unknown[]>> = {};
  for (const name of METRIC_NAMES) {
    const [head, tail] = [first.arrays[name], second.arrays[name]];
    if (head !== undefined || tail !== undefined) {
      arrays[name] = [...fitted(head ?? [], first.timestamps.length, repairs), ...(tail ?? [])];
    }
  }
  return { timestamps: [...first.timestamps, ...second.timestamps], arrays };
}

/** An array as long as its timestamps, so that another can stand behind it. A missing one is all null, which mends nothing. */
function fitted(array: readonly unknown[], length: number, repairs: Repairs): readonly unknown[] {
  repairs.arraysPadded += array.length > 0 && array.length < length ? 1 : 0;
  repairs.arraysCut += array.length > length ? 1 : 0;
  return Array.from({ length }, (_, i) => array[i] ?? null);
}
