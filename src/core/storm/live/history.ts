import { asArray, asNumber, asObject, asText, asTime } from '../../json';
import { parseJson } from '../../parseJson';
import type { UpstreamRequest } from '../../protocol';
import { SNAPSHOTS, snapshotTypeOf, type SnapshotType } from './snapshots';

/** The values of a polled document at one instant. */
export interface LivePoint {
  /** Milliseconds since the epoch, by the clock of Grafana's server. */
  readonly time: number;
  /** Gauges as reported by Storm, counters as rates per second; null if there is no value, as in a gap. */
  readonly values: Readonly<Partial<Record<string, number | null>>>;
}

/** The polled points of a document, and what was wrong with the latest poll. Plain JSON. */
export interface History {
  /** In ascending order of time, without repeats. */
  readonly points: readonly LivePoint[];
  /** Why the latest poll failed; null if it succeeded. */
  readonly failure: string | null;
  /** The metrics whose values were impossible or in an unexpected format, and are null; absent if there are none. */
  readonly wrong?: readonly string[];
}

/** How long a point is kept, in milliseconds. */
const HISTORY_LENGTH = 3_600_000;

/**
 * A point as the backend stores and sends it: its time, then a number or null for each metric. A gap has only its time.
 */
export type EncodedPoint = ReadonlyArray<number | null>;

export function encodePoint(type: SnapshotType, { time, values }: LivePoint): EncodedPoint {
  return [time, ...SNAPSHOTS[type].metrics.map((name) => values[name] ?? null)];
}

/**
 * Decodes `{points, failure, wrong}`, the response of the backend to the route `live` and its message on a channel;
 * null if the text is something else.
 */
export function decodeHistory(text: string, request: UpstreamRequest): History | null {
  return readHistory(snapshotTypeOf(request), parseJson(text));
}

export function readHistory(type: SnapshotType, value: unknown): History | null {
  const { points, failure, wrong } = asObject(value);
  const names = asArray(wrong).flatMap((name) => SNAPSHOTS[type].metrics.find((metric) => metric === name) ?? []);
  if (!Array.isArray(points)) {
    return null;
  }
  return {
    points: ascending(points.flatMap((point) => readPoint(SNAPSHOTS[type].metrics, point))),
    failure: asText(failure) || null,
    ...(names.length === 0 ? {} : { wrong: names }),
  };
}

function readPoint(metrics: readonly string[], encoded: unknown): readonly LivePoint[] {
  const [timestamp, ...cells] = asArray(encoded);
  const time = asTime(timestamp, 'milliseconds');
  const values = Object.fromEntries(metrics.map((name, i) => [name, asNumber(cells[i])]));
  return time === null ? [] : [{ time, values }];
}

/**
 * Returns the known points followed by the new ones. Leaves out new points that are known already, since a new
 * subscription repeats them.
 */
export function append(known: History, update: History): History {
  const points = ascending([...known.points, ...update.points]);
  const oldest = (points[points.length - 1]?.time ?? 0) - HISTORY_LENGTH;
  return { ...update, points: points.filter(({ time }) => time >= oldest) };
}

/** No poll is later than this after the one before, in milliseconds: a longer silence is a gap. */
const MAX_SILENCE = 120_000;

/**
 * Returns the known points with those of another response before and after them. Nothing in between changes: another
 * Grafana has other points, by another clock.
 */
export function join(known: History, update: History): History {
  const first = known.points[0]?.time ?? Infinity;
  const last = known.points[known.points.length - 1]?.time ?? -Infinity;
  const earlier = update.points.filter(({ time }) => time < first);
  const [next] = update.points.filter(({ time }) => time > last);
  const gap =
    next !== undefined && last > -Infinity && next.time - last > MAX_SILENCE ? [{ time: last + 1, values: {} }] : [];
  return append({ ...known, points: [...earlier, ...known.points, ...gap] }, update);
}

function ascending(points: readonly LivePoint[]): readonly LivePoint[] {
  let last = -Infinity;
  return points.filter(({ time }) => {
    const isLater = time > last;
    last = isLater ? time : last;
    return isLater;
  });
}
