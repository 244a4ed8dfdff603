import { column, type Cell, type Column } from '../frames/frame';
import type { StormColumn } from '../measurements/stormColumns';

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

/** Returns a frame column under its Storm name. */
export function frameColumn(name: string, { type, config }: StormColumn, cells: readonly Cell[]): Column {
  if (type === 'grade') {
    return column(name, 'text', cells, {
      config: { ...config, mappings: GRADE_MAPPINGS, custom: { cellOptions: { type: 'color-text' } } },
    });
  }
  return column(name, type === 'time' ? 'nullableTime' : type, cells, { config });
}
