import { SUBSTREAM_METRICS, type SubstreamColumnName, type SubstreamMetric } from '../measurements/substreamColumns';
import type { SubstreamValues } from './substream';

/** The grade if the server had nothing to measure; the number beside it is then 0. */
export const NO_DATA = 'No Data';

/**
 * The grades in the reference pages and samples, each with a Grafana color. An unknown grade keeps the default color.
 */
export const GRADE_COLORS: Readonly<Record<string, string>> = {
  'Very Good': 'green',
  Good: 'light-green',
  Bad: 'orange',
  Critical: 'red',
  [NO_DATA]: 'gray',
};

/** The grade of each health metric. */
const GRADE_OF: Readonly<Partial<Record<SubstreamMetric, SubstreamColumnName>>> = {
  healthScore: 'healthGrade',
  keyFrameInterval: 'keyFrameIntervalGrade',
  fpsDev: 'fpsDevGrade',
  avSync: 'avSyncGrade',
  streamLag: 'streamLagGrade',
};

/** The columns that each metric needs. */
export const COLUMNS_OF = Object.fromEntries(
  SUBSTREAM_METRICS.map((metric) => [metric, [metric, GRADE_OF[metric] ?? []].flat()])
);

/** Returns a metric of a substream; null if its own grade says that there was no data. */
export function splitGrade(values: SubstreamValues, metric: SubstreamMetric): number | null {
  const grade = GRADE_OF[metric];
  const value = values[metric];
  return typeof value !== 'number' || (grade !== undefined && values[grade] === NO_DATA) ? null : value;
}
