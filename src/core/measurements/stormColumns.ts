import type { FieldConfig } from '../frames/frame';
import type { NumberRange } from './numberRange';

/** A column of a document of Storm: its type, and how Grafana displays it. */
export interface StormColumn {
  readonly type: 'text' | 'number' | 'boolean' | 'time' | 'grade';
  readonly config: Pick<FieldConfig, 'description' | 'unit' | 'min' | 'max'>;
  /** The values that are physically possible, if `min` and `max` of `config` do not say it. */
  readonly range?: NumberRange;
}

/** More than any server counts, in bytes or viewers. */
const MAX_COUNT = 1e15;

/** Returns the values of a column that are physically possible. */
export function rangeOf({ type, range, config }: StormColumn): NumberRange {
  const min = type === 'time' ? 0 : (config.min ?? -MAX_COUNT);
  return range ?? { min, max: config.max ?? MAX_COUNT };
}

/** More than any server sends, in bytes per second, and more than there are people. */
const BANDWIDTH: NumberRange = { min: 0, max: 1e12 };
const PEOPLE: NumberRange = { min: 0, max: 1e10 };

/** A century, in milliseconds. */
export const A_CENTURY: NumberRange = { min: 0, max: 3.2e12 };

/** The frames per second that are possible: the fastest cameras and screens have 240. */
export const FRAME_RATE: NumberRange = { min: 0, max: 1_000 };

/** What a stream and its substreams have in common. */
export const PUBLISHING_COLUMNS = {
  startTime: { type: 'time', config: { description: 'Start of the stream' } },
  duration: {
    type: 'number',
    range: A_CENTURY,
    config: { unit: 'ms', min: 0, description: 'Duration of the stream' },
  },
  viewerCount: {
    type: 'number',
    range: PEOPLE,
    config: { unit: 'short', min: 0, description: 'Current viewers' },
  },
  systemClientCount: {
    type: 'number',
    range: PEOPLE,
    config: { unit: 'short', min: 0, description: 'System clients' },
  },
  allowedToPublish: { type: 'boolean', config: { description: 'Whether publishing is allowed' } },
  isAutoRemovable: { type: 'boolean', config: { description: 'Whether the stream can be removed automatically' } },
  healthScore: {
    type: 'number',
    config: { unit: 'percent', min: 0, max: 100, description: 'Overall health, 0 to 100' },
  },
  healthGrade: { type: 'grade', config: { description: 'Grade of the overall health' } },
} as const satisfies Record<string, StormColumn>;

/** What goes in and out: of a server, a stream or a substream. */
export const TRAFFIC_COLUMNS = {
  inBandwidth: {
    type: 'number',
    range: BANDWIDTH,
    config: { unit: 'Bps', min: 0, description: 'Incoming bandwidth, bytes per second' },
  },
  outBandwidth: {
    type: 'number',
    range: BANDWIDTH,
    config: { unit: 'Bps', min: 0, description: 'Outgoing bandwidth, bytes per second' },
  },
  inTotalBytes: { type: 'number', config: { unit: 'bytes', min: 0, description: 'Total incoming bytes' } },
  outTotalBytes: { type: 'number', config: { unit: 'bytes', min: 0, description: 'Total outgoing bytes' } },
} as const satisfies Record<string, StormColumn>;

/** Returns how Grafana displays what a server recorded. The reference page names no histories, so their names tell. */
export function historyColumn(name: string): StormColumn {
  return /bandwidth/i.test(name)
    ? { type: 'number', range: BANDWIDTH, config: { unit: 'Bps' } }
    : { type: 'number', range: { min: 0, max: MAX_COUNT }, config: { unit: 'short' } };
}

/** What an answer says of itself. */
export const ANSWER_COLUMNS = {
  executionTime: {
    type: 'number',
    range: A_CENTURY,
    config: { unit: 'ms', min: 0, description: 'Time the server took to answer' },
  },
  generatedAt: { type: 'time', config: { description: 'When the server made this snapshot' } },
} as const satisfies Record<string, StormColumn>;

/** Numbers for what Storm says in words: an alert rule compares no words. */
export const WORD_COLUMNS = {
  published: {
    type: 'number',
    config: { unit: 'none', min: 0, max: 1, description: '1 if the state is PUBLISHED, 0 if it is another' },
  },
  grade: {
    type: 'number',
    config: {
      unit: 'none',
      min: 0,
      max: 3,
      description: 'Grade of the overall health: Critical 0, Bad 1, Good 2, Very Good 3',
    },
  },
} as const satisfies Record<string, StormColumn>;
