import { asArray, asNumber, asObject, asText, asTime, parseJson } from '../../json';
import { SUBSTREAM_METRICS, type SubstreamMetric } from '../../measurements/substreamColumns';

/** A substream at one instant. */
export interface LivePoint {
  /** Milliseconds since the epoch, by the clock of Grafana's server. */
  readonly time: number;
  /** Gauges as Storm reported them, counters as rates per second; null where there is none, as in a gap. */
  readonly values: Readonly<Partial<Record<SubstreamMetric, number | null>>>;
}

/** What was polled of a substream, and what ails it now. Plain JSON. */
export interface History {
  /** By time, ascending, without repeats. */
  readonly points: readonly LivePoint[];
  /** Why the latest poll gave nothing; null where it did. */
  readonly failure: string | null;
}

/** How long a point is kept, milliseconds. */
const HISTORY_LENGTH = 3_600_000;

/** A point as the backend keeps and sends it: its time, then a number or null for each numeric leaf. A gap is its time alone. */
export type EncodedPoint = ReadonlyArray<number | null>;

export function encodePoint({ time, values }: LivePoint): EncodedPoint {
  return [time, ...SUBSTREAM_METRICS.map((name) => values[name] ?? null)];
}

/** Decodes `{points, failure}`, as the backend answers to the route `live` and publishes on a channel; null where the text is not that. */
export function decodeHistory(text: string): History | null {
  return readHistory(parseJson(text));
}

export function readHistory(value: unknown): History | null {
  const { points, failure } = asObject(value);
  if (!Array.isArray(points)) {
    return null;
  }
  return { points: ascending(points.flatMap(readPoint)), failure: asText(failure) || null };
}

function readPoint(encoded: unknown): readonly LivePoint[] {
  const [timestamp, ...cells] = asArray(encoded);
  const time = asTime(timestamp);
  const values = Object.fromEntries(SUBSTREAM_METRICS.map((name, i) => [name, asNumber(cells[i])]));
  return time === null ? [] : [{ time, values }];
}

/** What was known, followed by what is new. Points that are known already, as a new subscription repeats them, are left out. */
export function append(known: History, update: History): History {
  const points = ascending([...known.points, ...update.points]);
  const oldest = (points[points.length - 1]?.time ?? 0) - HISTORY_LENGTH;
  return { points: points.filter(({ time }) => time >= oldest), failure: update.failure };
}

function ascending(points: readonly LivePoint[]): readonly LivePoint[] {
  let last = -Infinity;
  return points.filter(({ time }) => {
    const isLater = time > last;
    last = isLater ? time : last;
    return isLater;
  });
}
