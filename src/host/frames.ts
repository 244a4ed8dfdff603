import { dataFrameFromJSON, type DataFrame, type DataFrameJSON } from '@grafana/data';
import type { Frame } from '../core';

/** Converts a frame of the core. It is copied first: Grafana writes into frames, and frames of the core share parts. */
export function toDataFrame({ schema, data }: Frame): DataFrame {
  const copy: unknown = { schema: structuredClone(schema), data: { values: data.values.map((cells) => [...cells]) } };
  return dataFrameFromJSON(copy as DataFrameJSON);
}
