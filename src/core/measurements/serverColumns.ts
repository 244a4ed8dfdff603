import type { NumberRange } from './numberRange';
import { A_CENTURY, TRAFFIC_COLUMNS, type StormColumn } from './stormColumns';

/** A column of a server: the object of the document's `data` that holds it, or where it comes from. */
interface DocumentColumn extends StormColumn {
  readonly in: 'data' | 'memory' | 'network' | 'threadpools' | 'computed';
}

/** More bytes of memory than any computer has. */
const MEMORY: NumberRange = { min: 0, max: 1e15 };
const THREADS: NumberRange = { min: 0, max: 1e6 };

function threads(description: string) {
  return { in: 'threadpools', type: 'number', range: THREADS, config: { unit: 'short', min: 0, description } } as const;
}

/**
 * The columns of a server after its name and version. `memoryUsagePercent` is `usagePercent` of its memory. Source: Storm
 * "Server Metrics".
 */
export const SERVER_COLUMNS = {
  launchDate: { in: 'data', type: 'time', config: { description: 'When the server was started' } },
  uptime: {
    in: 'computed',
    type: 'number',
    range: A_CENTURY,
    config: { unit: 'ms', min: 0, description: 'Time since the server was started' },
  },
  cpuUsagePercent: {
    in: 'data',
    type: 'number',
    config: { unit: 'percent', min: 0, max: 100, description: 'CPU in use' },
  },
  totalMemory: {
    in: 'memory',
    type: 'number',
    range: MEMORY,
    config: { unit: 'bytes', min: 0, description: 'Memory that the server can use' },
  },
  currentMemory: {
    in: 'memory',
    type: 'number',
    range: MEMORY,
    config: { unit: 'bytes', min: 0, description: 'Memory in use' },
  },
  memoryUsagePercent: {
    in: 'memory',
    type: 'number',
    config: { unit: 'percent', min: 0, max: 100, description: 'Memory in use, of the total' },
  },
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
