import type { FieldConfig } from '../frames/frame';
import type { NumberRange } from './numberRange';

/** The type of a column, and how Grafana displays it. */
export interface SubstreamColumn {
  readonly type: 'text' | 'number' | 'boolean' | 'time' | 'grade';
  readonly config: Pick<FieldConfig, 'description' | 'unit' | 'min' | 'max'>;
  /** The values that are physically possible, if `min` and `max` of `config` do not say it. */
  readonly range?: NumberRange;
}

/** More than any server counts, in bytes or viewers. */
const MAX_COUNT = 1e15;

/** Returns the values of a column that are physically possible. */
export function rangeOf({ type, range, config }: SubstreamColumn): NumberRange {
  const min = type === 'time' ? 0 : (config.min ?? -MAX_COUNT);
  return range ?? { min, max: config.max ?? MAX_COUNT };
}

/** More than any server sends, in bytes per second, and more than there are people. */
const BANDWIDTH: NumberRange = { min: 0, max: 1e12 };
const PEOPLE: NumberRange = { min: 0, max: 1e10 };

/** A century, in milliseconds. */
const A_CENTURY: NumberRange = { min: 0, max: 3.2e12 };

/** The frames per second that are possible: the fastest cameras and screens have 240. */
export const FRAME_RATE: NumberRange = { min: 0, max: 1_000 };

/** The seconds between audio and video, or of lag, that are possible: a day. */
const A_DAY: NumberRange = { min: -86_400, max: 86_400 };

/** A column of the substream document, and the part of the document that holds it. */
interface DocumentColumn extends SubstreamColumn {
  readonly in: 'data' | 'healthData' | 'meta';
}

/**
 * The 31 columns of a substream's document, with the order and names of the reference page. Source: Storm "Substream".
 */
export const SUBSTREAM_COLUMNS = {
  id: { in: 'data', type: 'text', config: { description: 'Unique identifier of the substream' } },
  state: { in: 'data', type: 'text', config: { description: 'Substream state' } },
  type: { in: 'data', type: 'text', config: { description: 'Stream type' } },
  application: { in: 'data', type: 'text', config: { description: 'Application name, as the server reports it' } },
  streamKey: { in: 'data', type: 'text', config: { description: 'Stream key, as the server reports it' } },
  sourceType: { in: 'data', type: 'text', config: { description: 'Source type' } },
  startTime: { in: 'data', type: 'time', config: { description: 'Start of the stream' } },
  duration: {
    in: 'data',
    type: 'number',
    range: A_CENTURY,
    config: { unit: 'ms', min: 0, description: 'Duration of the stream' },
  },
  viewerCount: {
    in: 'data',
    type: 'number',
    range: PEOPLE,
    config: { unit: 'short', min: 0, description: 'Current viewers' },
  },
  systemClientCount: {
    in: 'data',
    type: 'number',
    range: PEOPLE,
    config: { unit: 'short', min: 0, description: 'System clients' },
  },
  inBandwidth: {
    in: 'data',
    type: 'number',
    range: BANDWIDTH,
    config: { unit: 'Bps', min: 0, description: 'Incoming bandwidth, bytes per second' },
  },
  outBandwidth: {
    in: 'data',
    type: 'number',
    range: BANDWIDTH,
    config: { unit: 'Bps', min: 0, description: 'Outgoing bandwidth, bytes per second' },
  },
  inTotalBytes: { in: 'data', type: 'number', config: { unit: 'bytes', min: 0, description: 'Total incoming bytes' } },
  outTotalBytes: { in: 'data', type: 'number', config: { unit: 'bytes', min: 0, description: 'Total outgoing bytes' } },
  videoPacketCount: {
    in: 'data',
    type: 'number',
    config: { unit: 'short', min: 0, description: 'Video packets received' },
  },
  audioPacketCount: {
    in: 'data',
    type: 'number',
    config: { unit: 'short', min: 0, description: 'Audio packets received' },
  },
  dataPacketCount: {
    in: 'data',
    type: 'number',
    config: { unit: 'short', min: 0, description: 'Data packets received' },
  },
  allowedToPublish: { in: 'data', type: 'boolean', config: { description: 'Whether publishing is allowed' } },
  isAutoRemovable: {
    in: 'data',
    type: 'boolean',
    config: { description: 'Whether the stream can be removed automatically' },
  },
  healthScore: {
    in: 'healthData',
    type: 'number',
    config: { unit: 'percent', min: 0, max: 100, description: 'Overall health, 0 to 100' },
  },
  healthGrade: { in: 'healthData', type: 'grade', config: { description: 'Grade of the overall health' } },
  keyFrameInterval: {
    in: 'healthData',
    type: 'number',
    range: { min: 0, max: 86_400 },
    config: { unit: 's', description: 'Time between key frames' },
  },
  keyFrameIntervalGrade: {
    in: 'healthData',
    type: 'grade',
    config: { description: 'Grade of the key frame interval' },
  },
  fpsDev: {
    in: 'healthData',
    type: 'number',
    range: { min: -1_000, max: 1_000 },
    config: { unit: 'none', description: 'Frame rate deviation' },
  },
  fpsDevGrade: { in: 'healthData', type: 'grade', config: { description: 'Grade of the frame rate deviation' } },
  avSync: {
    in: 'healthData',
    type: 'number',
    range: A_DAY,
    config: { unit: 's', description: 'Offset between audio and video' },
  },
  avSyncGrade: {
    in: 'healthData',
    type: 'grade',
    config: { description: 'Grade of the offset between audio and video' },
  },
  streamLag: {
    in: 'healthData',
    type: 'number',
    range: A_DAY,
    config: { unit: 's', description: 'Lag of the stream' },
  },
  streamLagGrade: { in: 'healthData', type: 'grade', config: { description: 'Grade of the lag' } },
  executionTime: {
    in: 'meta',
    type: 'number',
    range: A_CENTURY,
    config: { unit: 'ms', min: 0, description: 'Time the server took to answer' },
  },
  generatedAt: { in: 'meta', type: 'time', config: { description: 'When the server made this snapshot' } },
} as const satisfies Record<string, DocumentColumn>;

export type SubstreamColumnName = keyof typeof SUBSTREAM_COLUMNS;

/** The columns that a numeric result can have. */
export const SUBSTREAM_METRICS = [
  'healthScore',
  'keyFrameInterval',
  'fpsDev',
  'avSync',
  'streamLag',
  'viewerCount',
  'systemClientCount',
  'inBandwidth',
  'outBandwidth',
  'inTotalBytes',
  'outTotalBytes',
  'videoPacketCount',
  'audioPacketCount',
  'dataPacketCount',
  'duration',
  'executionTime',
] as const satisfies readonly SubstreamColumnName[];
export type SubstreamMetric = (typeof SUBSTREAM_METRICS)[number];
