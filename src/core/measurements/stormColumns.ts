import type { FieldConfig } from '../frames/frame';
import { describeRange, type NumberRange } from './numberRange';

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

/** Describes the possible values of a column with their unit. */
export function describeRangeOf(column: StormColumn): string {
  return describeRange(rangeOf(column), column.type === 'time' ? 'ms' : column.config.unit);
}

/** Returns a column of numbers. By default the range follows from the axis. */
export function numberColumn(
  unit: string,
  description: string,
  range?: NumberRange,
  axis: Pick<FieldConfig, 'min' | 'max'> = { min: 0 }
) {
  return { type: 'number', range, config: { unit, ...axis, description } } as const;
}

/** Returns a column of Storm's grades, such as `Very Good`. */
export function gradeColumn(description: string) {
  return { type: 'grade', config: { description } } as const;
}

/** More than any server sends, in bytes per second, and more than there are people. */
const BANDWIDTH: NumberRange = { min: 0, max: 1e12 };
const PEOPLE: NumberRange = { min: 0, max: 1e10 };

/** A century, in milliseconds. */
export const A_CENTURY: NumberRange = { min: 0, max: 3.2e12 };

/** The frames per second that are possible: the fastest cameras and screens have 240. */
export const FRAME_RATE: NumberRange = { min: 0, max: 1_000 };

export const PERCENT: NumberRange = { min: 0, max: 100 };

/** What a stream and its substreams have in common. */
export const PUBLISHING_COLUMNS = {
  startTime: { type: 'time', config: { description: 'Start of the stream' } },
  duration: numberColumn('ms', 'Duration of the stream', A_CENTURY),
  viewerCount: numberColumn('short', 'Current viewers', PEOPLE),
  systemClientCount: numberColumn('short', 'System clients', PEOPLE),
  allowedToPublish: { type: 'boolean', config: { description: 'Whether publishing is allowed' } },
  isAutoRemovable: { type: 'boolean', config: { description: 'Whether the stream can be removed automatically' } },
  healthScore: numberColumn('percent', 'Overall health, 0 to 100', PERCENT, PERCENT),
  healthGrade: gradeColumn('Grade of the overall health'),
} as const satisfies Record<string, StormColumn>;

/** What goes in and out: of a server, a stream or a substream. */
export const TRAFFIC_COLUMNS = {
  inBandwidth: numberColumn('Bps', 'Incoming bandwidth, bytes per second', BANDWIDTH),
  outBandwidth: numberColumn('Bps', 'Outgoing bandwidth, bytes per second', BANDWIDTH),
  inTotalBytes: numberColumn('bytes', 'Total incoming bytes'),
  outTotalBytes: numberColumn('bytes', 'Total outgoing bytes'),
} as const satisfies Record<string, StormColumn>;

/** Returns the column of a server history. The reference lists no histories, so the unit follows from the name. */
export function historyColumn(name: string): StormColumn {
  return /bandwidth/i.test(name)
    ? { type: 'number', range: BANDWIDTH, config: { unit: 'Bps' } }
    : { type: 'number', range: { min: 0, max: MAX_COUNT }, config: { unit: 'short' } };
}

/** What an answer says of itself. */
export const ANSWER_COLUMNS = {
  executionTime: numberColumn('ms', 'Time the server took to answer', A_CENTURY),
  generatedAt: { type: 'time', config: { description: 'When the server made this snapshot' } },
} as const satisfies Record<string, StormColumn>;

/** Numbers for what Storm says in words: an alert rule compares no words. */
export const WORD_COLUMNS = {
  published: numberColumn('none', '1 if the state is PUBLISHED, 0 if it is another', undefined, { min: 0, max: 1 }),
  grade: numberColumn('none', 'Grade of the overall health: Critical 0, Bad 1, Good 2, Very Good 3', undefined, {
    min: 0,
    max: 3,
  }),
} as const satisfies Record<string, StormColumn>;
