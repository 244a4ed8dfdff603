import { css } from '@emotion/css';
import { formattedValueToString, getFieldDisplayName, type DataFrame, type TimeRange } from '@grafana/data';
import {
  LegendDisplayMode,
  SeriesTable,
  TimeSeries,
  TooltipPlugin2,
  useTheme2,
  type SeriesTableRowProps,
  type VizLegendOptions,
} from '@grafana/ui';

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};

/** `TooltipHoverMode.xAll`, which @grafana/ui does not export: every series at the instant under the pointer. */
const ALL_SERIES = 1;

interface Props {
  readonly frames: DataFrame[];
  readonly range: TimeRange;
  readonly width: number;
  readonly height: number;
}

/** Time series on Grafana's own graph: an axis for each unit, a legend of display names. */
export function Series({ frames, range, width, height }: Props) {
  return (
    <TimeSeries frames={frames} timeRange={range} timeZone="browser" width={width} height={height} legend={LEGEND}>
      {(config, aligned) => (
        <TooltipPlugin2
          config={config}
          hoverMode={ALL_SERIES}
          render={(_plot, dataIdxs) => <SeriesTooltip aligned={aligned} frames={frames} at={dataIdxs} />}
        />
      )}
    </TimeSeries>
  );
}

interface TooltipProps {
  /** The graph's own table: time, then a column for each series. */
  readonly aligned: DataFrame;
  readonly frames: DataFrame[];
  /** For each column, the row under the pointer; null where a series has none. */
  readonly at: ReadonlyArray<number | null>;
}

/** The values of all series at one instant. */
function SeriesTooltip({ aligned, frames, at }: TooltipProps) {
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
    const displayed = field.display(value);
    return [
      {
        color: displayed.color,
        label: getFieldDisplayName(field, aligned, frames),
        value: formattedValueToString(displayed),
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
