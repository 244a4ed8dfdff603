import type { FieldConfig } from '../frames/frame';
import { describeRange, type NumberRange } from './numberRange';

/** A column of a document of Storm: its type, and how Grafana displays it. */
export interface StormColumn {
  /** The part of the document that holds it; `data` if absent. */
  readonly in?: string;
  readonly type: 'text' | 'number' | 'boolean' | 'time' | 'grade';
  readonly config: Pick<FieldConfig, 'description' | 'unit' | 'min' | 'max'>;
  /** The values of a number or time that are physically possible. */
  readonly range?: NumberRange;
}

/** Returns the names of a table's columns, in its order. */
export function namesOf<Name extends string>(columns: Readonly<Record<Name, StormColumn>>): readonly Name[] {
  return Object.keys(columns) as Name[];
}

/** More than any server counts, in bytes or viewers. */
const MAX_COUNT = 1e15;
const COUNT: NumberRange = { min: 0, max: MAX_COUNT };

/** Describes the possible values of a column of numbers or times with their unit. */
export function describeRangeOf({ type, range = COUNT, config }: StormColumn): string {
  return describeRange(range, type === 'time' ? 'ms' : config.unit);
}

/** Returns a column of numbers. By default the range follows from the axis. */
export function numberColumn(
  unit: string,
  description: string,
  range?: NumberRange,
  axis: Pick<FieldConfig, 'min' | 'max'> = { min: 0 }
) {
  const { min = -MAX_COUNT, max = MAX_COUNT } = axis;
  return { type: 'number', range: range ?? { min, max }, config: { unit, ...axis, description } } as const;
}

/** Returns a column of texts, of Storm's grades (such as `Very Good`), of booleans or of times. */
export function columnOf<Type extends 'text' | 'grade' | 'boolean' | 'time'>(type: Type, description: string) {
  return { type, range: type === 'time' ? COUNT : undefined, config: { description } } as const;
}

/** Returns columns that another part of the document holds. */
function columnsIn<Name extends string>(part: string, columns: Readonly<Record<Name, StormColumn>>) {
  const entries = Object.entries<StormColumn>(columns).map(([name, column]) => [name, { in: part, ...column }]);
  return Object.fromEntries(entries) as Readonly<Record<Name, StormColumn>>;
}

/** More than any server sends, in bytes per second, and more than there are people. */
const BANDWIDTH: NumberRange = { min: 0, max: 1e12 };
const PEOPLE: NumberRange = { min: 0, max: 1e10 };

/** A century, in milliseconds. */
const A_CENTURY: NumberRange = { min: 0, max: 3.2e12 };

/** The frames per second that are possible: the fastest cameras and screens have 240. */
export const FRAME_RATE: NumberRange = { min: 0, max: 1_000 };

const PERCENT: NumberRange = { min: 0, max: 100 };
/** The seconds between audio and video, or of lag, that are possible: a day. */
const A_DAY: NumberRange = { min: -86_400, max: 86_400 };
/** More bytes of memory than any computer has. */
const MEMORY: NumberRange = { min: 0, max: 1e15 };

/** What goes in and out: of a server, a stream or a substream. */
const TRAFFIC = {
  inBandwidth: numberColumn('Bps', 'Incoming bandwidth, bytes per second', BANDWIDTH),
  outBandwidth: numberColumn('Bps', 'Outgoing bandwidth, bytes per second', BANDWIDTH),
  inTotalBytes: numberColumn('bytes', 'Total incoming bytes'),
  outTotalBytes: numberColumn('bytes', 'Total outgoing bytes'),
} as const;

/** The bandwidths as codecs are measured. Computed: the reference has none. */
export const BITRATES = {
  inBitrate: numberColumn('bps', 'Incoming bandwidth, bits per second'),
  outBitrate: numberColumn('bps', 'Outgoing bandwidth, bits per second'),
} as const;

/** What a stream and its substreams have in common, by groups in the order of the reference pages. */
const NAMES = {
  type: columnOf('text', 'Stream type'),
  application: columnOf('text', 'Application name, as the server reports it'),
  streamKey: columnOf('text', 'Stream key, as the server reports it'),
} as const;
const ACTIVITY = {
  startTime: columnOf('time', 'Start of the stream'),
  duration: numberColumn('ms', 'Duration of the stream', A_CENTURY),
  viewerCount: numberColumn('short', 'Current viewers', PEOPLE),
  systemClientCount: numberColumn('short', 'System clients', PEOPLE),
  ...TRAFFIC,
} as const;
const PERMISSIONS = {
  allowedToPublish: columnOf('boolean', 'Whether publishing is allowed'),
  isAutoRemovable: columnOf('boolean', 'Whether the stream can be removed automatically'),
} as const;
const HEALTH = {
  healthScore: numberColumn('percent', 'Overall health, 0 to 100', PERCENT, PERCENT),
  healthGrade: columnOf('grade', 'Grade of the overall health'),
} as const;
/** What only a substream has, by its measures. */
export const HEALTH_DATA = columnsIn('healthData', {
  ...HEALTH,
  keyFrameInterval: numberColumn('s', 'Time between key frames', { min: 0, max: 86_400 }, {}),
  keyFrameIntervalGrade: columnOf('grade', 'Grade of the key frame interval'),
  fpsDev: numberColumn('none', 'Frame rate deviation', { min: -1_000, max: 1_000 }, {}),
  fpsDevGrade: columnOf('grade', 'Grade of the frame rate deviation'),
  avSync: numberColumn('s', 'Offset between audio and video', A_DAY, {}),
  avSyncGrade: columnOf('grade', 'Grade of the offset between audio and video'),
  streamLag: numberColumn('s', 'Lag of the stream', A_DAY, {}),
  streamLagGrade: columnOf('grade', 'Grade of the lag'),
});
/** Columns from `meta` of a response. */
const ANSWER = columnsIn('meta', {
  executionTime: numberColumn('ms', 'Time the server took to answer', A_CENTURY),
  generatedAt: columnOf('time', 'When the server made this snapshot'),
});

/** Storm's words as numbers, because an alert rule can only compare numbers. */
const WORDS = {
  published: numberColumn('none', '1 if the state is PUBLISHED, 0 if it is another', undefined, { min: 0, max: 1 }),
  grade: numberColumn('none', 'Grade of the overall health: Critical 0, Bad 1, Good 2, Very Good 3', undefined, {
    min: 0,
    max: 3,
  }),
} as const;

/**
 * The 31 columns of a substream's document, with the order and names of the reference page. Source: Storm "Substream".
 */
export const SUBSTREAM_COLUMNS = {
  id: columnOf('text', 'Unique identifier of the substream'),
  state: columnOf('text', 'Substream state'),
  ...NAMES,
  sourceType: columnOf('text', 'Source type'),
  ...ACTIVITY,
  videoPacketCount: numberColumn('short', 'Video packets received'),
  audioPacketCount: numberColumn('short', 'Audio packets received'),
  dataPacketCount: numberColumn('short', 'Data packets received'),
  ...PERMISSIONS,
  ...HEALTH_DATA,
  ...ANSWER,
} as const satisfies Record<string, StormColumn>;
export type SubstreamColumnName = keyof typeof SUBSTREAM_COLUMNS;

/** The columns that a numeric result can have, with those that only it has. */
export const SUBSTREAM_METRIC_COLUMNS = { ...SUBSTREAM_COLUMNS, ...WORDS, ...BITRATES } as const;
export const SUBSTREAM_METRICS = [
  'healthScore',
  'keyFrameInterval',
  'fpsDev',
  'avSync',
  'streamLag',
  'viewerCount',
  'systemClientCount',
  ...namesOf(TRAFFIC),
  'videoPacketCount',
  'audioPacketCount',
  'dataPacketCount',
  'duration',
  'executionTime',
  'published',
  'grade',
  ...namesOf(BITRATES),
] as const satisfies ReadonlyArray<keyof typeof SUBSTREAM_METRIC_COLUMNS>;
export type SubstreamMetric = (typeof SUBSTREAM_METRICS)[number];

/**
 * The columns of a stream's document, with the order and names of the reference page. Not `thumbnailPath`, a path on
 * the server. Source: Storm "Stream".
 */
export const STREAM_COLUMNS = {
  id: columnOf('text', 'Unique identifier of the stream'),
  state: columnOf('text', 'Stream state'),
  ...NAMES,
  ...ACTIVITY,
  ...HEALTH,
  ...PERMISSIONS,
  canRecord: columnOf('boolean', 'Whether the stream can be recorded'),
  isRecording: columnOf('boolean', 'Whether the stream is being recorded'),
  thumbnailTimestamp: columnOf('time', 'When the thumbnail was made'),
  ...ANSWER,
  ...columnsIn('computed', { published: WORDS.published, substreams: numberColumn('short', 'Number of substreams') }),
} as const satisfies Record<string, StormColumn>;
export type StreamColumnName = keyof typeof STREAM_COLUMNS;

/** The columns that a numeric result can have, with those that only it has. */
export const STREAM_METRIC_COLUMNS = { ...STREAM_COLUMNS, ...WORDS, ...BITRATES } as const;
export const STREAM_METRICS = [
  'viewerCount',
  'systemClientCount',
  'published',
  'grade',
  'healthScore',
  ...namesOf(TRAFFIC),
  'substreams',
  'duration',
  'executionTime',
  ...namesOf(BITRATES),
] as const satisfies ReadonlyArray<keyof typeof STREAM_METRIC_COLUMNS>;

const THREADS: NumberRange = { min: 0, max: 1e6 };
const THREAD_COUNTS = {
  workersTotalCount: numberColumn('short', 'Worker threads', THREADS),
  readersTotalCount: numberColumn('short', 'Reader threads', THREADS),
  sendersTotalCount: numberColumn('short', 'Sender threads', THREADS),
  transportTotalCount: numberColumn('short', 'Transport threads', THREADS),
  workersActiveCount: numberColumn('short', 'Worker threads that are busy', THREADS),
  readersActiveCount: numberColumn('short', 'Reader threads that are busy', THREADS),
  sendersActiveCount: numberColumn('short', 'Sender threads that are busy', THREADS),
  transportActiveCount: numberColumn('short', 'Transport threads that are busy', THREADS),
} as const;

/**
 * The columns of a server after its name and version. `memoryUsagePercent` is `usagePercent` of its memory. Source:
 * Storm "Server Metrics".
 */
export const SERVER_COLUMNS = {
  launchDate: columnOf('time', 'When the server was started'),
  ...columnsIn('computed', { uptime: numberColumn('ms', 'Time since the server was started', A_CENTURY) }),
  cpuUsagePercent: numberColumn('percent', 'CPU in use', PERCENT, PERCENT),
  ...columnsIn('memory', {
    totalMemory: numberColumn('bytes', 'Memory that the server can use', MEMORY),
    currentMemory: numberColumn('bytes', 'Memory in use', MEMORY),
    memoryUsagePercent: numberColumn('percent', 'Memory in use, of the total', PERCENT, PERCENT),
  }),
  ...columnsIn('network', TRAFFIC),
  ...columnsIn('threadpools', THREAD_COUNTS),
} as const satisfies Record<string, StormColumn>;
export type ServerColumnName = keyof typeof SERVER_COLUMNS;

/** The columns that a numeric result can have, with those that only it has. */
export const SERVER_METRIC_COLUMNS = { ...SERVER_COLUMNS, ...BITRATES } as const;
export const SERVER_METRICS = [
  'cpuUsagePercent',
  'memoryUsagePercent',
  'uptime',
  'totalMemory',
  'currentMemory',
  ...namesOf(TRAFFIC),
  ...namesOf(THREAD_COUNTS),
  ...namesOf(BITRATES),
] as const satisfies ReadonlyArray<keyof typeof SERVER_METRIC_COLUMNS>;

/** Returns the column of a server history. The reference lists no histories, so the unit follows from the name. */
export function historyColumn(name: string): StormColumn & { readonly range: NumberRange } {
  return /bandwidth/i.test(name)
    ? { type: 'number', range: BANDWIDTH, config: { unit: 'Bps' } }
    : { type: 'number', range: COUNT, config: { unit: 'short' } };
}
