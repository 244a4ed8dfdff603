import type { NumberRange } from './numberRange';
import {
  ANSWER_COLUMNS,
  gradeColumn,
  numberColumn,
  PUBLISHING_COLUMNS,
  TRAFFIC_COLUMNS,
  WORD_COLUMNS,
  type StormColumn,
} from './stormColumns';

/** The seconds between audio and video, or of lag, that are possible: a day. */
const A_DAY: NumberRange = { min: -86_400, max: 86_400 };

/** A column of the substream document, and the part of the document that holds it. */
interface DocumentColumn extends StormColumn {
  readonly in: 'data' | 'healthData' | 'meta';
}

/**
 * The 31 columns of a substream's document, with the names of the reference page. What a person reads first comes first:
 * Explore shows 20 columns. Source: Storm "Substream".
 */
export const SUBSTREAM_COLUMNS = {
  state: { in: 'data', type: 'text', config: { description: 'Substream state' } },
  healthScore: { in: 'healthData', ...PUBLISHING_COLUMNS.healthScore },
  healthGrade: { in: 'healthData', ...PUBLISHING_COLUMNS.healthGrade },
  viewerCount: { in: 'data', ...PUBLISHING_COLUMNS.viewerCount },
  inBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.inBandwidth },
  outBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.outBandwidth },
  keyFrameInterval: { in: 'healthData', ...numberColumn('s', 'Time between key frames', { min: 0, max: 86_400 }, {}) },
  keyFrameIntervalGrade: { in: 'healthData', ...gradeColumn('Grade of the key frame interval') },
  fpsDev: { in: 'healthData', ...numberColumn('none', 'Frame rate deviation', { min: -1_000, max: 1_000 }, {}) },
  fpsDevGrade: { in: 'healthData', ...gradeColumn('Grade of the frame rate deviation') },
  avSync: { in: 'healthData', ...numberColumn('s', 'Offset between audio and video', A_DAY, {}) },
  avSyncGrade: { in: 'healthData', ...gradeColumn('Grade of the offset between audio and video') },
  streamLag: { in: 'healthData', ...numberColumn('s', 'Lag of the stream', A_DAY, {}) },
  streamLagGrade: { in: 'healthData', ...gradeColumn('Grade of the lag') },
  systemClientCount: { in: 'data', ...PUBLISHING_COLUMNS.systemClientCount },
  startTime: { in: 'data', ...PUBLISHING_COLUMNS.startTime },
  duration: { in: 'data', ...PUBLISHING_COLUMNS.duration },
  inTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.inTotalBytes },
  outTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.outTotalBytes },
  videoPacketCount: { in: 'data', ...numberColumn('short', 'Video packets received') },
  audioPacketCount: { in: 'data', ...numberColumn('short', 'Audio packets received') },
  dataPacketCount: { in: 'data', ...numberColumn('short', 'Data packets received') },
  sourceType: { in: 'data', type: 'text', config: { description: 'Source type' } },
  type: { in: 'data', type: 'text', config: { description: 'Stream type' } },
  allowedToPublish: { in: 'data', ...PUBLISHING_COLUMNS.allowedToPublish },
  isAutoRemovable: { in: 'data', ...PUBLISHING_COLUMNS.isAutoRemovable },
  application: { in: 'data', type: 'text', config: { description: 'Application name, as the server reports it' } },
  streamKey: { in: 'data', type: 'text', config: { description: 'Stream key, as the server reports it' } },
  id: { in: 'data', type: 'text', config: { description: 'Unique identifier of the substream' } },
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
