import type { DataFrame, TimeRange } from '@grafana/data';
import { LegendDisplayMode, TimeSeries, TooltipPlugin2, type VizLegendOptions } from '@grafana/ui';
import { SeriesTooltip } from './SeriesTooltip';

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};

/** `TooltipHoverMode.xAll`, which @grafana/ui declares but does not export: every series at the instant under the pointer. */
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
