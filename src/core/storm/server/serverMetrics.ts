import { asObject } from '../../json';
import { SERVER_COLUMNS, type ServerColumnName } from '../../measurements/stormColumns';
import { asStormTime, readColumns, readDocument, type ColumnValues, type DecodedColumns } from '../document';
import { readHistories, type ServerHistories } from './histories';

/** A server's document, decoded: each column, null if it was absent, and its histories. Plain JSON. */
export interface ServerMetrics extends Omit<DecodedColumns<ServerColumnName>, 'values'> {
  readonly values: ColumnValues<ServerColumnName | 'generatedAt'>;
  readonly histories: ServerHistories;
}

/** Decodes `GET /statistics/server-metrics`; null if it has no `data` object. Source: Storm "Server Metrics". */
export function decodeServerMetrics(text: string): ServerMetrics | null {
  const document = readDocument(text);
  if (document === null) {
    return null;
  }
  const { data, meta } = document;
  const [generatedAt, launchDate] = [asStormTime(meta.generatedAt), asStormTime(data.launchDate)];
  const memory = asObject(data.memory);
  const read = readColumns(SERVER_COLUMNS, {
    data,
    // No spread: it would read every member.
    memory: {
      totalMemory: memory.totalMemory,
      currentMemory: memory.currentMemory,
      memoryUsagePercent: memory.usagePercent,
    },
    network: asObject(data.network),
    threadpools: asObject(data.threadpools),
    computed: { uptime: generatedAt === null || launchDate === null ? null : generatedAt - launchDate },
  });
  return { ...read, values: { ...read.values, generatedAt }, histories: readHistories(data) };
}
