import { within } from '../../measurements/numberRange';
import { historyColumn } from '../../measurements/stormColumns';
import { takeWithin, asArray, asInstant, asId, asNumber, asObject, type JsonObject } from '../../json';

/** One series that a server recorded. */
interface ServerHistory {
  /**
   * The name of its object, such as `incomingBandwidthHistory`; with the name of the list if the object has several.
   */
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
  readonly isTruncated: boolean;
}

/** The most points, and the most series, read of a document. */
const MAX_POINTS = 20_000;
const MAX_SERIES = 50;
/** The most members read of an object, and the most that are named if their form is unknown. */
const MAX_MEMBERS = 100;
const MAX_UNREAD = 20;

/** Numbers of a history that are no points. */
const SUMMARIES = ['current', 'average', 'max'];

/**
 * Reads each object whose name ends in `History`. The reference page shows no points of one, so a list of `{timestamp,
 * value}`, `{time, value}` or `[time, value]` counts as points, and the name of anything else is kept.
 */
export function readHistories(data: JsonObject): ServerHistories {
  const allowance = { left: MAX_POINTS };
  const series = new Map<string, ServerHistory>();
  const unread = new Set<string>();
  let timeless = 0;
  const addUnread = (name: string) => {
    if (unread.size < MAX_UNREAD) {
      unread.add(name);
    }
  };
  const histories = namesIn(data, (key) => key.endsWith('History'));
  histories.unreadable.forEach(addUnread);
  let { isTruncated } = histories;
  for (const key of histories.names) {
    const name = shownName(key);
    const history = asObject(data[key]);
    const members = namesIn(history, (member) => !SUMMARIES.includes(member));
    const lists = members.names.filter((member) => arePoints(history[member]));
    const others = members.names.filter((member) => !arePoints(history[member])).map(shownName);
    [...others, ...members.unreadable].forEach((member) => addUnread(`${name}.${member}`));
    if (members.names.length + members.unreadable.length === 0) {
      addUnread(name);
    }
    isTruncated ||= members.isTruncated;
    for (const member of lists) {
      const all = asArray(history[member]);
      const points = series.size < MAX_SERIES ? takeWithin(all, allowance) : [];
      isTruncated ||= points.length < all.length;
      const seriesName = lists.length === 1 ? name : `${name}.${shownName(member)}`;
      if (points.length > 0 && series.has(seriesName)) {
        addUnread(seriesName);
      } else if (points.length > 0) {
        const read = readPoints(points);
        timeless += points.length - read.length;
        series.set(seriesName, historyOf(seriesName, read));
      }
    }
  }
  return { series: [...series.values()], unread: [...unread], timeless, isTruncated };
}

/**
 * Returns the first names of an object that are wanted. Of those with half a character, V8 keeps two apart where the
 * engine of the Go host has one, so they are not read.
 */
function namesIn(object: Readonly<Record<string, unknown>>, isWanted: (key: string) => boolean) {
  const names: string[] = [];
  const unreadable = new Set<string>();
  for (const key of Object.keys(object)) {
    if (!isWanted(key)) {
      continue;
    }
    if (names.length === MAX_MEMBERS) {
      return { names, unreadable: [...unreadable], isTruncated: true };
    }
    const name = shownName(key);
    if (!name.includes('\ufffd')) {
      names.push(key);
    } else if (unreadable.size < MAX_UNREAD) {
      unreadable.add(name);
    }
  }
  return { names, unreadable: [...unreadable], isTruncated: false };
}

function shownName(key: string): string {
  return asId(key) ?? '';
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
  // No destructuring: it takes the Go host's engine several times as long.
  const pair = asArray(point);
  const at = asInstant(timestamp ?? time ?? pair[0]);
  return at === null ? null : { time: at, value: value ?? pair[1] ?? null };
}

/** Sorts points by time; of repeated times the last in the document counts. */
function historyOf(name: string, points: readonly Point[]): ServerHistory {
  const byTime = new Map(points.map(({ time, value }) => [time, value]));
  const times = [...byTime.keys()].sort((one, other) => one - other);
  const { range } = historyColumn(name);
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
