import { column, columnsOver, type Cell, type Column } from '../frames/frame';
import { BITRATES, namesOf, type StormColumn } from '../measurements/stormColumns';
import type { ColumnValues } from './document';
import { metricValue } from './metricValue';

/**
 * The grades in the reference pages and samples, each with a Grafana color. An unknown grade keeps the default color.
 */
const GRADE_COLORS: Readonly<Record<string, string>> = {
  'Very Good': 'green',
  Good: 'light-green',
  Bad: 'orange',
  Critical: 'red',
  'No Data': 'gray',
};

const GRADE_MAPPINGS = [
  {
    type: 'value',
    // Starts at 1, because the Go SDK drops an index of 0.
    options: Object.fromEntries(
      Object.entries(GRADE_COLORS).map(([grade, color], i) => [grade, { color, index: i + 1 }])
    ),
  },
] as const;

/** The fields of columns, made once: to make them took half the time of a table of one substream, which has dozens. */
const FIELDS = new WeakMap<StormColumn, Column['field']>();

/** Returns a frame column under its Storm name. */
export function frameColumn(name: string, storm: StormColumn, cells: readonly Cell[]): Column {
  const known = FIELDS.get(storm);
  const field = known?.name === name ? known : fieldOf(name, storm);
  FIELDS.set(storm, field);
  return { field, cells };
}

function fieldOf(name: string, { type, config }: StormColumn): Column['field'] {
  if (type === 'grade') {
    return column(name, 'text', [], {
      config: { ...config, mappings: GRADE_MAPPINGS, custom: { cellOptions: { type: 'color-text' } } },
    }).field;
  }
  return column(name, type === 'time' ? 'nullableTime' : type, [], { config }).field;
}

/** Returns a frame column for each column of some documents. A missing document has cells of null. */
export function documentColumns<Name extends string>(
  table: Readonly<Record<Name, StormColumn>>,
  documents: ReadonlyArray<{ readonly values: ColumnValues<NoInfer<Name>> } | null>
): readonly Column[] {
  const cellsOf = (name: Name) => documents.map((document) => document?.values[name] ?? null);
  return namesOf(table).map((name) => frameColumn(name, table[name], cellsOf(name)));
}

/** Returns the bandwidths of some documents in bits. */
export function bitrateColumns(
  documents: ReadonlyArray<{ readonly values: ColumnValues<string> } | null>
): readonly Column[] {
  return namesOf(BITRATES).map((name) =>
    frameColumn(
      name,
      BITRATES[name],
      documents.map((document) => document && metricValue(document.values, name))
    )
  );
}

const DESCRIPTIONS = {
  app: 'Application, as asked',
  stream: 'Stream key, as asked',
  substream: 'Substream, as asked',
} as const;
type TargetName = keyof typeof DESCRIPTIONS;

/** Returns the columns that name what a query asks for. A name is null if it is unknown. */
export function targetColumns<Name extends TargetName>(
  rows: ReadonlyArray<{ readonly target: Readonly<Record<Name, string | null>> }>,
  names: readonly Name[]
): readonly Column[] {
  const columnOf = columnsOver(rows);
  return names.map((name) => columnOf(name, 'text', ({ target }) => target[name], { description: DESCRIPTIONS[name] }));
}
