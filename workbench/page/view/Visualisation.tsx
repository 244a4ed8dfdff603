import { css } from '@emotion/css';
import { Text, useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { Run } from '../run';
import { applyTheme } from './applyTheme';
import { Series } from './Series';
import { Tables } from './Tables';

interface Props {
  readonly run: Run;
  readonly width: number;
  readonly height: number;
}

/** The frames as Grafana would draw them: a graph of time series, else a table. */
export function Visualisation({ run, width, height }: Props) {
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
