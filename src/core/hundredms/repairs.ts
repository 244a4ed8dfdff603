import { describeRange } from '../measurements/numberRange';
import { METRIC_NAMES, METRICS, type MetricName } from '../measurements/trackMetrics';

/** The counted items, and the repair. */
const DESCRIPTIONS = [
  ['arraysPadded', 'array', 'arrays', 'shorter than the timestamps, padded with null'],
  ['arraysCut', 'array', 'arrays', 'longer than the timestamps, cut'],
  ['rowsOutOfOrder', 'row', 'rows', 'out of order, sorted by time'],
  ['rowsRepeated', 'row', 'rows', 'with a repeated timestamp, merged'],
  ['rowsWithoutTime', 'row', 'rows', 'without a readable timestamp, dropped'],
  ['timesInSeconds', 'timestamp', 'timestamps', 'in seconds, converted to milliseconds'],
  ['timesInMicroseconds', 'timestamp', 'timestamps', 'in microseconds, converted to milliseconds'],
  ['timesInNanoseconds', 'timestamp', 'timestamps', 'in nanoseconds, converted to milliseconds'],
  ['timesInIsoFormat', 'timestamp', 'timestamps', 'in ISO 8601 format, in UTC unless they have an offset'],
  ['numbersAsText', 'value', 'values', 'sent as text, read as numbers'],
  ['notNumbers', 'value', 'values', 'not a number, shown as null'],
  ['listsUnread', 'list', 'lists', 'not an array, left out'],
  ['tracksUnread', 'track', 'tracks', 'not an object, left out'],
  ['tracksRepeated', 'track', 'tracks', 'listed more than once, merged'],
  ['tracksLeftOut', 'track', 'tracks', 'beyond the limit of a peer, left out'],
  ['rowsLeftOut', 'row', 'rows', 'beyond the limit of a peer, left out'],
] as const satisfies ReadonlyArray<readonly [kind: string, one: string, many: string, fate: string]>;

type RepairKind = (typeof DESCRIPTIONS)[number][0];

/** Counts of the errors that a decoder repaired in one document. */
export type Repairs = Record<RepairKind, number> & {
  /** Values that are physically impossible. */
  impossible: Partial<Record<MetricName, number>>;
};

const NO_REPAIRS = Object.fromEntries(DESCRIPTIONS.map(([kind]) => [kind, 0])) as Record<RepairKind, number>;

export function noRepairs(): Repairs {
  return { ...NO_REPAIRS, impossible: {} };
}

/**
 * Describes the repairs in a clause, `2 arrays shorter than …; 1 value not a number, …`; null if there were none.
 * Values of other metrics than these do not count; without metrics all do.
 */
export function describeRepairs(repairs: Readonly<Repairs>, metrics: readonly MetricName[] = []): string | null {
  const clauses = DESCRIPTIONS.filter(([kind]) => repairs[kind] > 0).map(
    ([kind, one, many, fate]) => `${repairs[kind]} ${repairs[kind] === 1 ? one : many} ${fate}`
  );
  for (const name of metrics.length === 0 ? METRIC_NAMES : metrics) {
    const count = repairs.impossible[name] ?? 0;
    if (count > 0) {
      const range = describeRange(METRICS[name].range, METRICS[name].config.unit);
      clauses.push(`${count} ${count === 1 ? 'value' : 'values'} of ${name} outside ${range}, shown as null`);
    }
  }
  return clauses.length === 0 ? null : clauses.join('; ');
}

/** The errors of a document that were counted, without zeros: a query keeps those of thousands of documents. */
export type RepairCounts = Readonly<Partial<Repairs>>;

export function countsOf(repairs: Readonly<Repairs>): RepairCounts {
  const { impossible, ...counts } = repairs;
  const counted = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  return Object.keys(impossible).length === 0 ? counted : { ...counted, impossible };
}

/** Adds up the errors of several documents. */
export function sumRepairs(counts: readonly RepairCounts[]): Repairs {
  const sum = noRepairs();
  for (const each of counts) {
    for (const [kind] of DESCRIPTIONS) {
      sum[kind] += each[kind] ?? 0;
    }
    for (const name of METRIC_NAMES) {
      sum.impossible[name] = (sum.impossible[name] ?? 0) + (each.impossible?.[name] ?? 0);
    }
  }
  return sum;
}
