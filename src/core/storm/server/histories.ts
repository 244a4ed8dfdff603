import { within } from '../../measurements/numberRange';
import { historyColumn, rangeOf } from '../../measurements/stormColumns';
import { allowed, asArray, asInstant, asNumber, asObject, type JsonObject } from '../../json';

/** One series that a server recorded. */
interface ServerHistory {
  /** The name of its object, such as `incomingBandwidthHistory`; with the name of the list if the object has several. */
  readonly name: string;
  /** Milliseconds since the epoch, in ascending order, without repeats. */
  readonly times: readonly number[];
  readonly values: ReadonlyArray<number | null>;
  /** How many values are null because they are impossible, and because they are not numbers. */
  readonly impossible: number;
  readonly notNumbers: number;
}

/** The histories of a server. Plain JSON. */
export interface ServerHistories {
  readonly series: readonly ServerHistory[];
  /** Members of histories whose form is unknown. */
  readonly unread: readonly string[];
  /** How many points had no time. */
  readonly timeless: number;
  /** Whether the document has more than is read. */
  readonly isCut: boolean;
}

/** The most points, and the most series, read of a document. */
const MAX_POINTS = 100_000;
const MAX_SERIES = 50;

/** Numbers of a history that are no points. */
const SUMMARIES = ['current', 'average', 'max'];

/**
 * Reads each object whose name ends in `History`. The reference page shows no points of one, so a list of `{timestamp,
 * value}`, `{time, value}` or `[time, value]` counts as points, and the name of anything else is kept.
 */
export function readHistories(data: JsonObject): ServerHistories {
  const allowance = { left: MAX_POINTS };
  const series: ServerHistory[] = [];
  const unread: string[] = [];
  let timeless = 0;
  let isCut = false;
  for (const name of Object.keys(data).filter((key) => key.endsWith('History'))) {
    const members = Object.entries(asObject(data[name])).filter(([member]) => !SUMMARIES.includes(member));
    const lists = members.filter(([, list]) => arePoints(list));
    members.filter(([, list]) => !arePoints(list)).forEach(([member]) => unread.push(`${name}.${member}`));
    if (members.length === 0) {
      unread.push(name);
    }
    for (const [member, list] of lists) {
      const all = asArray(list);
      const points = series.length < MAX_SERIES ? allowed(all, allowance) : [];
      isCut ||= points.length < all.length;
      if (points.length > 0) {
        const read = readPoints(points);
        timeless += points.length - read.length;
        series.push(historyOf(lists.length === 1 ? name : `${name}.${member}`, read));
      }
    }
  }
  return { series, unread, timeless, isCut };
}

interface Point {
  readonly time: number;
  readonly value: unknown;
}

/** Whether a member is a list of points: the first shows it. An empty list is one. */
function arePoints(list: unknown): boolean {
  return Array.isArray(list) && (list.length === 0 || readPoint(list[0]) !== null);
}

function readPoints(points: readonly unknown[]): readonly Point[] {
  return points.map(readPoint).filter((point) => point !== null);
}

function readPoint(point: unknown): Point | null {
  const { timestamp, time, value } = asObject(point);
  const [first, second] = asArray(point);
  const at = asInstant(timestamp ?? time ?? first);
  return at === null ? null : { time: at, value: value ?? second ?? null };
}

/** Sorts points by time; of repeated times the last in the document counts. */
function historyOf(name: string, points: readonly Point[]): ServerHistory {
  const byTime = new Map(points.map(({ time, value }) => [time, value]));
  const times = [...byTime.keys()].sort((one, other) => one - other);
  const range = rangeOf(historyColumn(name));
  let [impossible, notNumbers] = [0, 0];
  const values = times.map((time) => {
    const sent = byTime.get(time);
    const number = asNumber(sent);
    const value = within(number, range);
    impossible += number !== value ? 1 : 0;
    notNumbers += number === null && sent !== null ? 1 : 0;
    return value;
  });
  return { name, times, values, impossible, notNumbers };
}
