import {
  ANSWER_COLUMNS,
  numberColumn,
  PUBLISHING_COLUMNS,
  TRAFFIC_COLUMNS,
  WORD_COLUMNS,
  type StormColumn,
} from './stormColumns';

/** A column of the stream document: a member of its `data` or `meta`, or computed from them. */
interface DocumentColumn extends StormColumn {
  readonly in: 'data' | 'meta' | 'computed';
}

/**
 * The columns of a stream's document, with the names of the reference page. What a person reads first comes first:
 * Explore shows 20 columns. Not `thumbnailPath`, a path on the server. Source: Storm "Stream".
 */
export const STREAM_COLUMNS = {
  state: { in: 'data', type: 'text', config: { description: 'Stream state' } },
  published: { in: 'computed', ...WORD_COLUMNS.published },
  healthScore: { in: 'data', ...PUBLISHING_COLUMNS.healthScore },
  healthGrade: { in: 'data', ...PUBLISHING_COLUMNS.healthGrade },
  viewerCount: { in: 'data', ...PUBLISHING_COLUMNS.viewerCount },
  inBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.inBandwidth },
  outBandwidth: { in: 'data', ...TRAFFIC_COLUMNS.outBandwidth },
  substreams: { in: 'computed', ...numberColumn('short', 'Number of substreams') },
  isRecording: { in: 'data', type: 'boolean', config: { description: 'Whether the stream is being recorded' } },
  startTime: { in: 'data', ...PUBLISHING_COLUMNS.startTime },
  duration: { in: 'data', ...PUBLISHING_COLUMNS.duration },
  systemClientCount: { in: 'data', ...PUBLISHING_COLUMNS.systemClientCount },
  inTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.inTotalBytes },
  outTotalBytes: { in: 'data', ...TRAFFIC_COLUMNS.outTotalBytes },
  thumbnailTimestamp: { in: 'data', type: 'time', config: { description: 'When the thumbnail was made' } },
  canRecord: { in: 'data', type: 'boolean', config: { description: 'Whether the stream can be recorded' } },
  allowedToPublish: { in: 'data', ...PUBLISHING_COLUMNS.allowedToPublish },
  isAutoRemovable: { in: 'data', ...PUBLISHING_COLUMNS.isAutoRemovable },
  type: { in: 'data', type: 'text', config: { description: 'Stream type' } },
  application: { in: 'data', type: 'text', config: { description: 'Application name, as the server reports it' } },
  streamKey: { in: 'data', type: 'text', config: { description: 'Stream key, as the server reports it' } },
  id: { in: 'data', type: 'text', config: { description: 'Unique identifier of the stream' } },
  executionTime: { in: 'meta', ...ANSWER_COLUMNS.executionTime },
  generatedAt: { in: 'meta', ...ANSWER_COLUMNS.generatedAt },
} as const satisfies Record<string, DocumentColumn>;

export type StreamColumnName = keyof typeof STREAM_COLUMNS;

/** The columns that a numeric result can have, with those that only it has. */
export const STREAM_METRIC_COLUMNS = { ...STREAM_COLUMNS, ...WORD_COLUMNS } as const;

export const STREAM_METRICS = [
  'viewerCount',
  'systemClientCount',
  'published',
  'grade',
  'healthScore',
  'inBandwidth',
  'outBandwidth',
  'inTotalBytes',
  'outTotalBytes',
  'substreams',
  'duration',
  'executionTime',
] as const satisfies ReadonlyArray<keyof typeof STREAM_METRIC_COLUMNS>;
