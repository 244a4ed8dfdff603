import { dataFrameFromJSON, type DataFrame, type DataFrameJSON, type QueryResultMetaStat } from '@grafana/data';
import type { Frame } from '../core';
import type { Cost } from './fetchProtocol';

/** Converts a frame of the core. It is copied first: Grafana writes into frames, and frames of the core share parts. */
export function toDataFrame({ schema, data }: Frame): DataFrame {
  const copy: unknown = { schema: structuredClone(schema), data: { values: data.values.map((cells) => [...cells]) } };
  return dataFrameFromJSON(copy as DataFrameJSON);
}

/** Writes the cost of a query on its first frame, as the backend does. The inspector lists the stats of all frames. */
export function withStats(frames: readonly DataFrame[], { requests, shared, bytes }: Cost): readonly DataFrame[] {
  const stats: QueryResultMetaStat[] = [
    { displayName: 'Upstream requests', value: requests },
    { displayName: 'Cache hits', value: shared },
    { displayName: 'Bytes received', value: bytes, unit: 'bytes' },
  ];
  return frames.map((frame, i) => (i === 0 ? { ...frame, meta: { ...frame.meta, stats } } : frame));
}
