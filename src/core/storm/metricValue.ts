import type { Failure } from '../failure/failure';
import type { ColumnValues } from './document';

/** The grade if the server had nothing to measure; the number beside it is then 0. */
export const NO_DATA = 'No Data';

/** The grade of each health metric. */
const GRADE_OF: ReadonlyMap<string, string> = new Map([
  ['healthScore', 'healthGrade'],
  ['keyFrameInterval', 'keyFrameIntervalGrade'],
  ['fpsDev', 'fpsDevGrade'],
  ['avSync', 'avSyncGrade'],
  ['streamLag', 'streamLagGrade'],
]);

/** The order of the grades in the reference pages. */
const GRADE_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['Critical', 0],
  ['Bad', 1],
  ['Good', 2],
  ['Very Good', 3],
]);

/** The columns that each number in words is made of. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['published', 'state'],
  ['grade', 'healthGrade'],
]);

/** The column in bytes per second that each bitrate is made of. */
const BANDWIDTH_OF: ReadonlyMap<string, string> = new Map([
  ['inBitrate', 'inBandwidth'],
  ['outBitrate', 'outBandwidth'],
]);

/** Returns the columns that a metric needs. */
export function columnsFor(metric: string): readonly string[] {
  return [WORDS.get(metric) ?? BANDWIDTH_OF.get(metric) ?? metric, GRADE_OF.get(metric) ?? []].flat();
}

/**
 * Returns a metric of a document; null if its own grade says that there was no data. What Storm says in words becomes a
 * number: whether it is published, and its grade. Bandwidths are also there in bits.
 */
export function metricValue(values: ColumnValues<string>, metric: string): number | null {
  const word = WORDS.get(metric);
  if (word !== undefined) {
    const text = values[word] ?? '';
    return metric === 'grade' ? (GRADE_NUMBERS.get(text) ?? null) : text === '' ? null : Number(text === 'PUBLISHED');
  }
  const bandwidth = BANDWIDTH_OF.get(metric);
  if (bandwidth !== undefined) {
    const bytes = values[bandwidth];
    return typeof bytes === 'number' ? 8 * bytes : null;
  }
  const value = values[metric];
  const grade = GRADE_OF.get(metric);
  return typeof value !== 'number' || (grade !== undefined && values[grade] === NO_DATA) ? null : value;
}

/**
 * Returns a metric of a stream or substream without a document. If Storm itself says that it does not have it, it is
 * not published. A server that does not answer, or that has no list of streams, says nothing.
 */
export function metricWithout(stream: string | null, failure: Failure | null, metric: string): 0 | null {
  return metric === 'published' && failure?.status === 404 && stream !== null ? 0 : null;
}

/** Returns the values of a document; numbers whose own grade says that there was no data are null. */
export function withoutUnjudged<Values extends ColumnValues<string>>(values: Values): Values {
  const unjudged = [...GRADE_OF].filter(([, grade]) => values[grade] === NO_DATA);
  return { ...values, ...Object.fromEntries(unjudged.map(([metric]) => [metric, null])) };
}
