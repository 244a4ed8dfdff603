import { dataFrameFromJSON, type DataFrame, type DataFrameJSON } from '@grafana/data';
import type { Frame } from '../core';

/** A frame of the core as Grafana's own. It is copied first: Grafana writes into frames, and the core's parts are shared. */
export function toDataFrame({ schema, data }: Frame): DataFrame {
  const copy: unknown = { schema: structuredClone(schema), data: { values: data.values.map((cells) => [...cells]) } };
  return dataFrameFromJSON(copy as DataFrameJSON);
}
