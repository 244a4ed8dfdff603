import type { FieldConfig } from '../../frames/frame';
import type { StormColumn } from '../../measurements/stormColumns';
import { metricValue } from '../metricValue';
import type { ColumnValues } from '../document';
import type { LivePoint } from './history';
import { SNAPSHOTS, type SnapshotType } from './snapshots';

type Values = ColumnValues<string>;

/** When a stream or a server started. Its counters begin at 0 then. */
const STARTS = ['startTime', 'launchDate'];

/** Columns that only count up until their stream or server restarts: a point has their rate per second. */
const RATES: Readonly<Record<string, Pick<FieldConfig, 'unit' | 'description'>>> = {
  inTotalBytes: { unit: 'Bps', description: 'Incoming bytes per second, from the total' },
  outTotalBytes: { unit: 'Bps', description: 'Outgoing bytes per second, from the total' },
  videoPacketCount: { unit: 'pps', description: 'Video packets received per second' },
  audioPacketCount: { unit: 'pps', description: 'Audio packets received per second' },
  dataPacketCount: { unit: 'pps', description: 'Data packets received per second' },
};

/** Returns how Grafana displays a metric of a point. */
export function liveConfig(type: SnapshotType, metric: string): FieldConfig {
  const columns: Readonly<Record<string, StormColumn>> = SNAPSHOTS[type].columns;
  return { ...columns[metric]?.config, ...RATES[metric] };
}

/** Returns the values that the rates of the next snapshot need, without the texts of the server. */
export function previousOf(values: Values): Values {
  const names = ['generatedAt', ...STARTS, ...Object.keys(RATES)].filter((name) => Object.hasOwn(values, name));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** Returns the point of a snapshot. `before` is the snapshot before it, null for the first. */
export function pointOf(type: SnapshotType, time: number, snapshot: Values, before: Values | null): LivePoint {
  const entries = SNAPSHOTS[type].metrics.map((name): [string, number | null] => [
    name,
    RATES[name] === undefined ? metricValue(snapshot, name) : rateOf(name, snapshot, before),
  ]);
  return { time, values: Object.fromEntries(entries) };
}

/**
 * Returns how much a counter grew per second between two snapshots, by the server's own clock. Null if this is unknown:
 * the stream or server restarted, the counter went back, or no time passed.
 */
function rateOf(name: string, now: Values, before: Values | null): number | null {
  const growth = difference(name, now, before);
  const milliseconds = difference('generatedAt', now, before);
  if (growth === null || milliseconds === null || growth < 0 || milliseconds <= 0) {
    return null;
  }
  const rate = (growth / milliseconds) * 1_000;
  return STARTS.every((start) => before?.[start] === now[start]) && Number.isFinite(rate) ? rate : null;
}

function difference(name: string, now: Values, before: Values | null): number | null {
  const [later, earlier] = [now[name], before?.[name]];
  return typeof later === 'number' && typeof earlier === 'number' ? later - earlier : null;
}
