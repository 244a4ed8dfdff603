import type { NumberRange } from './numberRange';
import { ANSWER_COLUMNS, PUBLISHING_COLUMNS, TRAFFIC_COLUMNS, WORD_COLUMNS, type StormColumn } from './stormColumns';

/** The seconds between audio and video, or of lag, that are possible: a day. */
const A_DAY: NumberRange = { min: -86_400, max: 86_400 };

/** A column of the substream document, and the part of the document that holds it. */
interface DocumentColumn extends StormColumn {
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
  startTime: { in: 'data', ...PUBLISHING_COLUMNS.startTime },
  duration: { in: 'data', ...PUBLISHING_COLUMNS.duration },
  viewerCount: { in: 'data', ...PUBLISHING_COLUMNS.viewerCount },
  systemClientCount: { in: 'data', ...PUBLISHING_COLUMNS.systemClientCount },
  inBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.inBandwidth },
  outBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.outBandwidth },
  inTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.inTotalBytes },
  outTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.outTotalBytes },
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
  allowedToPublish: { in: 'data', ...PUBLISHING_COLUMNS.allowedToPublish },
  isAutoRemovable: { in: 'data', ...PUBLISHING_COLUMNS.isAutoRemovable },
  healthScore: { in: 'healthData', ...PUBLISHING_COLUMNS.healthScore },
  healthGrade: { in: 'healthData', ...PUBLISHING_COLUMNS.healthGrade },
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
  executionTime: { in: 'meta', ...ANSWER_COLUMNS.executionTime },
  generatedAt: { in: 'meta', ...ANSWER_COLUMNS.generatedAt },
} as const satisfies Record<string, DocumentColumn>;

export type SubstreamColumnName = keyof typeof SUBSTREAM_COLUMNS;

/** The columns that a numeric result can have, with those that only it has. */
export const SUBSTREAM_METRIC_COLUMNS = { ...SUBSTREAM_COLUMNS, ...WORD_COLUMNS } as const;

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
  'published',
  'grade',
] as const satisfies ReadonlyArray<keyof typeof SUBSTREAM_METRIC_COLUMNS>;
export type SubstreamMetric = (typeof SUBSTREAM_METRICS)[number];
