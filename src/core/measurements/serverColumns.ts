import type { NumberRange } from './numberRange';
import { A_CENTURY, numberColumn, PERCENT, TRAFFIC_COLUMNS, type StormColumn } from './stormColumns';

/** A column of a server: the object of the document's `data` that holds it, or where it comes from. */
interface DocumentColumn extends StormColumn {
  readonly in: 'data' | 'memory' | 'network' | 'threadpools' | 'computed';
}

/** More bytes of memory than any computer has. */
const MEMORY: NumberRange = { min: 0, max: 1e15 };
const THREADS: NumberRange = { min: 0, max: 1e6 };

function threads(description: string) {
  return { in: 'threadpools', ...numberColumn('short', description, THREADS) } as const;
}

/**
 * The columns of a server after its name and version. `memoryUsagePercent` is `usagePercent` of its memory. Source: Storm
 * "Server Metrics".
 */
export const SERVER_COLUMNS = {
  launchDate: { in: 'data', type: 'time', config: { description: 'When the server was started' } },
  uptime: { in: 'computed', ...numberColumn('ms', 'Time since the server was started', A_CENTURY) },
  cpuUsagePercent: { in: 'data', ...numberColumn('percent', 'CPU in use', PERCENT, PERCENT) },
  totalMemory: { in: 'memory', ...numberColumn('bytes', 'Memory that the server can use', MEMORY) },
  currentMemory: { in: 'memory', ...numberColumn('bytes', 'Memory in use', MEMORY) },
  memoryUsagePercent: { in: 'memory', ...numberColumn('percent', 'Memory in use, of the total', PERCENT, PERCENT) },
  inBandwidth: { in: 'network', ...TRAFFIC_COLUMNS.inBandwidth },
  outBandwidth: { in: 'network', ...TRAFFIC_COLUMNS.outBandwidth },
  inTotalBytes: { in: 'network', ...TRAFFIC_COLUMNS.inTotalBytes },
  outTotalBytes: { in: 'network', ...TRAFFIC_COLUMNS.outTotalBytes },
  workersTotalCount: threads('Worker threads'),
  readersTotalCount: threads('Reader threads'),
  sendersTotalCount: threads('Sender threads'),
  transportTotalCount: threads('Transport threads'),
  workersActiveCount: threads('Worker threads that are busy'),
  readersActiveCount: threads('Reader threads that are busy'),
  sendersActiveCount: threads('Sender threads that are busy'),
  transportActiveCount: threads('Transport threads that are busy'),
} as const satisfies Record<string, DocumentColumn>;

export type ServerColumnName = keyof typeof SERVER_COLUMNS;

/** The columns that a numeric result can have. */
export const SERVER_METRICS = [
  'cpuUsagePercent',
  'memoryUsagePercent',
  'uptime',
  'totalMemory',
  'currentMemory',
  'inBandwidth',
  'outBandwidth',
  'inTotalBytes',
  'outTotalBytes',
  'workersTotalCount',
  'readersTotalCount',
  'sendersTotalCount',
  'transportTotalCount',
  'workersActiveCount',
  'readersActiveCount',
  'sendersActiveCount',
  'transportActiveCount',
] as const satisfies readonly ServerColumnName[];
