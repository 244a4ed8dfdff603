import { css } from '@emotion/css';
import { formattedValueToString, getFieldDisplayName, type DataFrame } from '@grafana/data';
import { SeriesTable, useTheme2, type SeriesTableRowProps } from '@grafana/ui';

interface Props {
  /** The graph's own table: time, then a column for each series. */
  readonly aligned: DataFrame;
  readonly frames: DataFrame[];
  /** For each column, the row under the pointer; null where a series has none. */
  readonly at: ReadonlyArray<number | null>;
}

/** The values of all series at one instant. */
export function SeriesTooltip({ aligned, frames, at }: Props) {
  const theme = useTheme2();
  const [time, ...columns] = aligned.fields;
  const row = at[0];
  if (time === undefined || row === null || row === undefined) {
    return null;
  }
  const series = columns.flatMap((field, i): SeriesTableRowProps[] => {
    const index = at[i + 1] ?? null;
    const value: unknown = index === null ? null : field.values[index];
    if (value === null || value === undefined || field.display === undefined) {
      return [];
    }
    const shown = field.display(value);
    return [
      {
        color: shown.color,
        label: getFieldDisplayName(field, aligned, frames),
        value: formattedValueToString(shown),
      },
    ];
  });
  const instant = time.display?.(time.values[row]);
  return (
    <div className={css({ padding: theme.spacing(1) })}>
      <SeriesTable timestamp={instant && formattedValueToString(instant)} series={series} />
    </div>
  );
}
