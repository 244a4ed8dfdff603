/** Frames as Grafana's `DataFrameJSON`: one plain object that both the browser and the Go SDK read. */

import { readableName } from './readableName';

export type Cell = string | number | boolean | null;

/** Grafana's type of a field: the browser's name, and the Go SDK's name (which reads only `typeInfo`). */
const FIELD_TYPES = {
  time: { type: 'time', typeInfo: { frame: 'time.Time' } },
  nullableTime: { type: 'time', typeInfo: { frame: 'time.Time', nullable: true } },
  number: { type: 'number', typeInfo: { frame: 'float64', nullable: true } },
  text: { type: 'string', typeInfo: { frame: 'string', nullable: true } },
  boolean: { type: 'boolean', typeInfo: { frame: 'bool', nullable: true } },
} as const;
type FieldType = keyof typeof FIELD_TYPES;

interface ValueMapping {
  readonly type: 'value';
  readonly options: Readonly<
    Record<string, { readonly text?: string; readonly color?: string; readonly index: number }>
  >;
}

/** Returns the mapping of some values to texts. It starts at 1, because the Go SDK drops an index of 0. */
export function textMapping(texts: Readonly<Record<string, string>>): readonly ValueMapping[] {
  const options = Object.entries(texts).map(([value, text], i) => [value, { text, index: i + 1 }] as const);
  return [{ type: 'value', options: Object.fromEntries(options) }];
}

const YES_NO = textMapping({ true: 'yes', false: 'no' });

/**
 * How a table panel shows a sentence: whole. Give it to one column of a table only, because Grafana takes the height of
 * a row from one column. Widths are in pixels; the default is 150.
 */
export const WIDE = { minWidth: 280, wrapText: true } as const;
/** How it shows a short word. */
export const NARROW = { minWidth: 80 } as const;
/** How it shows a time: whole, with the milliseconds that Grafana adds if the rows are within a minute. */
export const FULL_TIME = { minWidth: 185 } as const;

/** How Grafana displays all columns of a type. */
const CONFIG_OF: Partial<Record<FieldType, FieldConfig>> = {
  boolean: { mappings: YES_NO },
  nullableTime: { custom: FULL_TIME },
};

export interface FieldConfig {
  readonly displayNameFromDS?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Milliseconds between samples. A panel breaks the line of a time field at a longer gap. */
  readonly interval?: number;
  readonly mappings?: readonly ValueMapping[];
  /** Whether Grafana's tables offer to filter by a cell. */
  readonly filterable?: true;
  readonly custom?: Readonly<Record<string, unknown>>;
}

interface Field {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string' | 'boolean';
  readonly typeInfo: { readonly frame: string; readonly nullable?: true };
  readonly labels?: Readonly<Record<string, string>>;
  readonly config: FieldConfig;
}

export interface Notice {
  readonly severity: 'info' | 'warning';
  readonly text: string;
}

export interface FrameMeta {
  readonly type?: 'timeseries-multi' | 'numeric-long';
  /** The version of the data plane contract; [0, 0] for a frame outside its kinds. */
  readonly typeVersion: readonly [0, 0 | 1];
  /**
   * Where Explore shows the frame. By default both graph and table for a time with numbers, and the table for anything
   * else.
   */
  readonly preferredVisualisationType?: 'graph' | 'table';
  readonly notices?: readonly Notice[];
  readonly executedQueryString?: string;
  readonly custom?: Readonly<Record<string, unknown>>;
}

export const TIME_SERIES: FrameMeta = {
  type: 'timeseries-multi',
  typeVersion: [0, 1],
  preferredVisualisationType: 'graph',
};
export const TABLE: FrameMeta = { typeVersion: [0, 0], preferredVisualisationType: 'table' };
export const NUMERIC: FrameMeta = { type: 'numeric-long', typeVersion: [0, 1] };

export interface Frame {
  readonly schema: {
    readonly refId: string;
    readonly name?: string;
    readonly meta: FrameMeta;
    readonly fields: readonly Field[];
  };
  readonly data: { readonly values: ReadonlyArray<readonly Cell[]> };
}

/** A field with its cells. Times are whole milliseconds since the epoch. */
export interface Column {
  readonly field: Field;
  readonly cells: readonly Cell[];
}

/**
 * Returns a column that is shown under a readable name, unless it has labels: a series has a name of its own.
 * Dashboards and alert rules still find a column by the name in code.
 */
export function column(
  name: string,
  type: FieldType,
  cells: readonly Cell[],
  about: { readonly labels?: Readonly<Record<string, string>>; readonly config?: FieldConfig } = {}
): Column {
  const { labels, config: own = {} } = about;
  const displayNameFromDS = labels === undefined ? readableName(name) : name;
  const common = displayNameFromDS === name ? CONFIG_OF[type] : { displayNameFromDS, ...CONFIG_OF[type] };
  const config = common === undefined ? own : { ...common, ...own };
  const { type: fieldType, typeInfo } = FIELD_TYPES[type];
  const field =
    labels === undefined
      ? { name, type: fieldType, typeInfo, config }
      : { name, type: fieldType, typeInfo, config, labels };
  return { field, cells };
}

/** Returns a function that makes columns from rows, with one cell per row. */
export function columnsOver<Row>(rows: readonly Row[]) {
  return (
    name: string,
    type: FieldType,
    cellOf: (row: Row) => Cell,
    config: FieldConfig = {},
    labels?: Readonly<Record<string, string>>
  ): Column => column(name, type, rows.map(cellOf), { config, labels });
}

/** Returns frames whose columns of these names offer to filter by a cell. The fields of a graph have labels instead. */
export function withFilters(frames: readonly Frame[], names: readonly string[]): readonly Frame[] {
  return frames.map(({ schema, data }) => {
    const fields = schema.fields.map((field) =>
      field.type === 'string' && names.includes(field.name)
        ? { ...field, config: { ...field.config, filterable: true as const } }
        : field
    );
    return { schema: { ...schema, fields }, data };
  });
}

/**
 * Returns numeric frames with an invisible word joiner behind each `<` of a text. The texts become labels of an alert.
 * People choose their names, and Grafana shows labels as HTML beside the state of an alert: a name could load an image.
 */
export function withoutMarkup(frames: readonly Frame[]): readonly Frame[] {
  const hasMarkup = (cell: Cell) => typeof cell === 'string' && cell.includes('<');
  const safe = (cell: Cell) => (typeof cell === 'string' ? cell.replaceAll('<', '<\u2060') : cell);
  return frames.map((each) => {
    const { schema, data } = each;
    const isUnsafe =
      schema.meta.type === 'numeric-long' &&
      data.values.some((cells, i) => schema.fields[i]?.type === 'string' && cells.some(hasMarkup));
    return isUnsafe ? { schema, data: { values: data.values.map((cells) => cells.map(safe)) } } : each;
  });
}

/** Returns the frame with more metadata. */
export function withMeta({ schema, data }: Frame, more: Partial<FrameMeta>): Frame {
  return { schema: { ...schema, meta: { ...schema.meta, ...more } }, data };
}

/** Returns columns of equal length as a frame. A frame without columns is Grafana's "no data". */
export function frame(refId: string, meta: FrameMeta, columns: readonly Column[], name?: string): Frame {
  const fields = columns.map(({ field }) => field);
  const schema = name === undefined || name === '' ? { refId, meta, fields } : { refId, name, meta, fields };
  return { schema, data: { values: columns.map(({ cells }) => cells) } };
}
