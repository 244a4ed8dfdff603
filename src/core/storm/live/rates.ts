import type { FieldConfig } from '../../frames/frame';
import { splitGrade } from '../grades';
import {
  SUBSTREAM_COLUMNS,
  SUBSTREAM_METRICS,
  type SubstreamColumnName,
  type SubstreamMetric,
} from '../../measurements/substreamColumns';
import type { SubstreamValues } from '../substream';
import type { LivePoint } from './history';

/** Columns that only count up until their stream restarts: a point has their rate per second. */
const RATES: Readonly<Partial<Record<SubstreamMetric, Pick<FieldConfig, 'unit' | 'description'>>>> = {
  inTotalBytes: { unit: 'Bps', description: 'Incoming bytes per second, from the total' },
  outTotalBytes: { unit: 'Bps', description: 'Outgoing bytes per second, from the total' },
  videoPacketCount: { unit: 'pps', description: 'Video packets received per second' },
  audioPacketCount: { unit: 'pps', description: 'Audio packets received per second' },
  dataPacketCount: { unit: 'pps', description: 'Data packets received per second' },
};

/** Returns how Grafana displays a metric of a point. */
export function liveConfig(metric: SubstreamMetric): FieldConfig {
  return { ...SUBSTREAM_COLUMNS[metric].config, ...RATES[metric] };
}

/** Returns the values that the rates of the next snapshot need, without the texts of the server. */
export function previousOf(values: SubstreamValues): SubstreamValues {
  const names: readonly SubstreamColumnName[] = [
    'generatedAt',
    'startTime',
    ...SUBSTREAM_METRICS.filter((name) => name in RATES),
  ];
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** Returns the point of a snapshot. `before` is the snapshot before it, null for the first. */
export function pointOf(time: number, snapshot: SubstreamValues, before: SubstreamValues | null): LivePoint {
  const entries = SUBSTREAM_METRICS.map((name): [string, number | null] => [
    name,
    RATES[name] === undefined ? splitGrade(snapshot, name) : rateOf(name, snapshot, before),
  ]);
  return { time, values: Object.fromEntries(entries) };
}

/**
 * Returns how much a counter grew per second between two snapshots, by the server's own clock. Null if this is unknown:
 * the stream restarted, the counter went back, or no time passed.
 */
function rateOf(name: SubstreamMetric, now: SubstreamValues, before: SubstreamValues | null): number | null {
  const growth = difference(name, now, before);
  const milliseconds = difference('generatedAt', now, before);
  if (growth === null || milliseconds === null || growth < 0 || milliseconds <= 0) {
    return null;
  }
  const rate = (growth / milliseconds) * 1_000;
  return before?.startTime === now.startTime && Number.isFinite(rate) ? rate : null;
}

function difference(
  name: SubstreamMetric | 'generatedAt',
  now: SubstreamValues,
  before: SubstreamValues | null
): number | null {
  const [later, earlier] = [now[name], before?.[name]];
  return typeof later === 'number' && typeof earlier === 'number' ? later - earlier : null;
}
