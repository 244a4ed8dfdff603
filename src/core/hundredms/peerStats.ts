import { takeWithin, asArray, asId, asObject, isObject, type Quota, type JsonObject } from '../json';
import { parseJson } from '../parseJson';
import { failure, type Failure } from '../failure/failure';
import { KINDS, METRICS_OF, SIDES, type Kind, type MetricName, type Side } from '../measurements/trackMetrics';
import { noRepairs, type Repairs } from './repairs';
import { isStrictlyAscending } from '../numberList';
import { joinListings, readSeries, type RawSeries } from './trackSeries';
import { joinContinued } from './continuedTracks';
import type { TrackIdentity, TrackSeries } from '../measurements/track';

/** A peer of a session. */
export interface PeerTarget {
  readonly session_id: string;
  readonly peer_id: string;
}

/** A peer-stats document, decoded. Plain JSON. */
export interface PeerStats {
  readonly room_id: string | null;
  readonly tracks: readonly TrackSeries[];
  readonly repairs: Repairs;
  /** Arrays of a `time_series` that the reference does not list for their side and kind. */
  readonly unknownMetrics: readonly string[];
}

/**
 * Decodes the text of a peer-stats response. Null if it is not such a document; any smaller error is repaired and
 * counted in `repairs`. Source: 100ms "Peer Quality Stats".
 */
export function decodePeerStats(text: string): PeerStats | null {
  const document = asObject(parseJson(text));
  if (!('publisher' in document) && !('subscriber' in document)) {
    return null;
  }
  const repairs = noRepairs();
  const unknownMetrics = new Set<string>();
  const listingsByTrack = new Map<string, { readonly track: TrackIdentity; readonly listings: RawSeries[] }>();
  const rows = { left: MAX_ROWS };
  const tracks = { left: MAX_TRACKS };
  for (const side of SIDES) {
    const lists = document[side] ?? {};
    repairs.listsUnread += isObject(lists) ? 0 : 1;
    for (const kind of KINDS) {
      const list = listIn(asObject(lists), kind, repairs);
      const entries = takeWithin(list, tracks);
      repairs.tracksLeftOut += list.length - entries.length;
      entries.forEach((entry) => {
        if (!isObject(entry)) {
          repairs.tracksUnread++;
          return;
        }
        const track = readIdentity(entry, side, kind);
        const series = asObject(entry.time_series);
        addUnknown(series, METRICS_OF[side][kind], unknownMetrics);
        const raw = readArrays(series, METRICS_OF[side][kind], rows, repairs);
        const identity = JSON.stringify(track);
        const known = listingsByTrack.get(identity);
        if (known === undefined) {
          listingsByTrack.set(identity, { track, listings: [raw] });
        } else {
          repairs.tracksRepeated++;
          known.listings.push(raw);
        }
      });
    }
  }
  return {
    room_id: asId(document.room_id),
    tracks: joinContinued(
      [...listingsByTrack.values()].map(({ track, listings }) =>
        readSeries(track, joinListings(listings, repairs), repairs)
      ),
      ({ side, kind, type }) => (side === 'publisher' ? JSON.stringify([kind, type]) : null)
    ),
    repairs,
    unknownMetrics: [...unknownMetrics],
  };
}

/**
 * The most tracks read of a document: audio and video of 750 people. The Go host takes about a millisecond per track.
 */
const MAX_TRACKS = 1_500;

/**
 * The most rows read of a listing. A call lasts at most 12 h, and no window is shorter than a second: 43,200. Source:
 * 100ms "Sessions".
 */
const MAX_ROWS_OF_TRACK = 50_000;

/**
 * The most rows read of a document, over all tracks. 16 MB contain about as many: a row with its time and five metrics
 * has 40 bytes.
 */
const MAX_ROWS = 400_000;

/**
 * A row counts as this many if the times of its track are texts or out of order: the Go host takes several times as
 * long to read it.
 */
const COST_OF_UNSORTED_ROW = 3;

/** Whether a document has tracks or samples that were not read: too many, or in an unknown form. */
export function isIncomplete({ repairs, tracks }: Pick<PeerStats, 'repairs' | 'tracks'>): boolean {
  const { tracksLeftOut, rowsLeftOut, tracksUnread, listsUnread, rowsWithoutTime } = repairs;
  const hasNoTimes = rowsWithoutTime > 0 && tracks.every(({ times }) => times.length === 0);
  return tracksLeftOut + rowsLeftOut + tracksUnread + listsUnread > 0 || hasNoTimes;
}

/** Returns the failure of such a document for an alert: numbers from a part would look like numbers from the whole. */
export function incompleteFailure({ session_id, peer_id }: PeerTarget): Failure {
  const finding = `Peerlens cannot read all tracks and samples of peer ${peer_id} in session ${session_id}.`;
  return failure('upstream', 502, finding, 'A table or time series shows the part that it reads.');
}

/** An empty text becomes null, because Grafana cannot distinguish the two in labels. */
function readIdentity(entry: JsonObject, side: Side, kind: Kind): TrackIdentity {
  const { track_id, type, rid } = entry;
  return { side, kind, track_id: asId(track_id), type: asId(type), rid: asId(rid) };
}

/**
 * Reads a member that should be a list. Absent and null are empty; anything else that is not a list is counted and left
 * out.
 */
function listIn(parent: JsonObject, name: string, repairs: Repairs): readonly unknown[] {
  const list = parent[name] ?? [];
  repairs.listsUnread += Array.isArray(list) ? 0 : 1;
  return asArray(list);
}

function readArrays(series: JsonObject, known: readonly MetricName[], rows: Quota, repairs: Repairs): RawSeries {
  const all = listIn(series, 'timestamps', repairs);
  const cost = isStrictlyAscending(all) ? 1 : COST_OF_UNSORTED_ROW;
  const length = Math.min(all.length, Math.floor(rows.left / cost), MAX_ROWS_OF_TRACK);
  const left = all.length - length;
  const timestamps = left > 0 ? all.slice(0, length) : all;
  rows.left -= length * cost;
  repairs.rowsLeftOut += left;
  const arrays: Partial<Record<MetricName, readonly unknown[]>> = {};
  known.forEach((name) => {
    const array = series[name] ?? [];
    if (!Array.isArray(array)) {
      // Empty, so that it becomes a series of nulls: the document has the metric.
      arrays[name] = [];
      repairs.notNumbers++;
    } else if (array.length > 0) {
      arrays[name] = left > 0 && array.length > length ? array.slice(0, length) : array;
    }
  });
  return { timestamps, arrays };
}

/** The most unknown arrays that are named. */
const MAX_UNKNOWN = 20;

function addUnknown(series: JsonObject, known: readonly string[], unknownMetrics: Set<string>): void {
  Object.keys(series).forEach((name) => {
    if (unknownMetrics.size < MAX_UNKNOWN && name !== 'timestamps' && !known.includes(name)) {
      unknownMetrics.add(asId(name) ?? '');
    }
  });
}
