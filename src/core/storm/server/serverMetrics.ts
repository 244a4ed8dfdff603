import { asObject, hasMembers } from '../../json';
import { parseJson } from '../../parseJson';
import { SERVER_COLUMNS, type ServerColumnName } from '../../measurements/serverColumns';
import { asTimeColumn, readColumns, type ColumnValues, type ReadColumns } from '../readColumns';
import { readHistories, type ServerHistories } from './histories';

/** A server's document, decoded: each column, null if it was absent, and its histories. Plain JSON. */
export interface ServerMetrics extends Omit<ReadColumns<ServerColumnName>, 'leaves'> {
  readonly leaves: ColumnValues<ServerColumnName | 'generatedAt'>;
  readonly histories: ServerHistories;
}

export const SERVER_COLUMN_NAMES = Object.keys(SERVER_COLUMNS) as readonly ServerColumnName[];

/** Decodes `GET /statistics/server-metrics`; null if it has no `data` object. Source: Storm "Server Metrics". */
export function decodeServerMetrics(text: string): ServerMetrics | null {
  const document = asObject(parseJson(text));
  const data = asObject(document.data);
  if (!hasMembers(data)) {
    return null;
  }
  // Other pages of the same API say `metadata`.
  const generatedAt = asTimeColumn(asObject(document.meta ?? document.metadata).generatedAt);
  const launchDate = asTimeColumn(data.launchDate);
  const memory = asObject(data.memory);
  const parts = {
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
  };
  const read = readColumns(
    SERVER_COLUMN_NAMES,
    SERVER_COLUMNS,
    (name) => asObject(parts[SERVER_COLUMNS[name].in])[name]
  );
  return { ...read, leaves: { ...read.leaves, generatedAt }, histories: readHistories(data) };
}
