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

/** Leaves that only count up, until their stream starts anew: a point holds how fast, per second. */
const RATES: Readonly<Partial<Record<SubstreamMetric, Pick<FieldConfig, 'unit' | 'description'>>>> = {
  inTotalBytes: { unit: 'Bps', description: 'Incoming bytes per second, from the total' },
  outTotalBytes: { unit: 'Bps', description: 'Outgoing bytes per second, from the total' },
  videoPacketCount: { unit: 'pps', description: 'Video packets received per second' },
  audioPacketCount: { unit: 'pps', description: 'Audio packets received per second' },
  dataPacketCount: { unit: 'pps', description: 'Data packets received per second' },
};

/** How Grafana should show a metric of a point. */
export function liveConfig(metric: SubstreamMetric): FieldConfig {
  return { ...SUBSTREAM_COLUMNS[metric].config, ...RATES[metric] };
}

/** What the rates of the next snapshot are made from: a server's texts are not kept. */
export function previousOf(values: SubstreamValues): SubstreamValues {
  const names: readonly SubstreamColumnName[] = [
    'generatedAt',
    'startTime',
    ...SUBSTREAM_METRICS.filter((name) => name in RATES),
  ];
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** The point that a snapshot makes, after the one before it; null where it is the first. */
export function pointOf(time: number, snapshot: SubstreamValues, before: SubstreamValues | null): LivePoint {
  const entries = SUBSTREAM_METRICS.map((name): [string, number | null] => [
    name,
    RATES[name] === undefined ? splitGrade(snapshot, name) : rateOf(name, snapshot, before),
  ]);
  return { time, values: Object.fromEntries(entries) };
}

/**
 * How much a counter grew per second between two snapshots, by the server's own clock. Null where that cannot be told: across a new start
 * of the stream, where the counter went back, and where no time went by.
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
