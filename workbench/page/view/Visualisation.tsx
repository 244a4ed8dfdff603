import { css } from '@emotion/css';
import type { DataFrame, TimeRange } from '@grafana/data';
import {
  Combobox,
  InlineField,
  LegendDisplayMode,
  Text,
  TimeSeries,
  useTheme2,
  type VizLegendOptions,
} from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { useMemo, useState } from 'react';
import type { Run } from '../run';
import { applyTheme } from './applyTheme';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The frames as Grafana would draw them: a graph of time series, else a table. */
export function Visualisation({ run, width, height }: Size & { readonly run: Run }) {
  const theme = useTheme2();
  const frames = useMemo(() => applyTheme(run.frames, theme), [run, theme]);
  const filled = frames.filter(({ fields }) => fields.length > 0);
  if (filled.length === 0) {
    return (
      <div className={css({ display: 'grid', placeItems: 'center', width, height })}>
        <Text color="secondary">No data</Text>
      </div>
    );
  }
  return filled.every(({ meta }) => meta?.type?.startsWith('timeseries')) ? (
    <Series frames={filled} range={run.range} width={width} height={height} />
  ) : (
    <Tables frames={filled} width={width} height={height} />
  );
}

const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};

/** Time series on Grafana's own graph: an axis for each unit, a legend of display names, no tooltip. */
function Series({ frames, range, width, height }: Size & { readonly frames: DataFrame[]; readonly range: TimeRange }) {
  return (
    <TimeSeries frames={frames} timeRange={range} timeZone="browser" width={width} height={height} legend={LEGEND} />
  );
}

const PICKER_HEIGHT = 40;

/** Cells up to which a table is written whole, so that the browser's own search finds all of them. */
const SMALL = 2000;

/** Grafana's own table, with a choice of the frame where there are several. */
function Tables({ frames, width, height }: Size & { readonly frames: readonly DataFrame[] }) {
  const [selected, setSelected] = useState(0);
  const index = Math.min(selected, frames.length - 1);
  const frame = frames[index];
  const hasPicker = frames.length > 1;
  return (
    <>
      {hasPicker && (
        <InlineField label="Table" htmlFor="workbench-table">
          <Combobox
            id="workbench-table"
            width={60}
            options={frames.map((each, i) => ({ value: i, label: each.name ?? `Table ${i + 1}` }))}
            value={index}
            onChange={({ value }) => setSelected(value)}
          />
        </InlineField>
      )}
      {frame && (
        <TableNG
          key={index}
          data={frame}
          width={width}
          height={hasPicker ? height - PICKER_HEIGHT : height}
          columnMinWidth={120}
          enableVirtualization={frame.length * frame.fields.length > SMALL}
        />
      )}
    </>
  );
}
