import { SUBSTREAM_METRICS, type SubstreamColumnName, type SubstreamMetric } from '../measurements/substreamColumns';
import type { SubstreamValues } from './substream';

/** What a grade says where the server had nothing to grade; the number beside it is then 0. */
const NO_DATA = 'No Data';

/** The grades seen in the reference pages and samples, with a Grafana colour each. An unknown grade keeps the default colour. */
export const GRADE_COLORS: Readonly<Record<string, string>> = {
  'Very Good': 'green',
  Good: 'light-green',
  Bad: 'orange',
  Critical: 'red',
  [NO_DATA]: 'gray',
};

/** The grade that speaks for each health metric. */
const GRADE_OF: Readonly<Partial<Record<SubstreamMetric, SubstreamColumnName>>> = {
  healthScore: 'healthGrade',
  keyFrameInterval: 'keyFrameIntervalGrade',
  fpsDev: 'fpsDevGrade',
  avSync: 'avSyncGrade',
  streamLag: 'streamLagGrade',
};

/** The leaves that each metric is read from. */
export const COLUMNS_OF = Object.fromEntries(
  SUBSTREAM_METRICS.map((metric) => [metric, [metric, GRADE_OF[metric] ?? []].flat()])
);

/** A metric of a substream, null where its own grade says that there was no data. */
export function splitGrade(values: SubstreamValues, metric: SubstreamMetric): number | null {
  const grade = GRADE_OF[metric];
  const value = values[metric];
  return typeof value !== 'number' || (grade !== undefined && values[grade] === NO_DATA) ? null : value;
}
