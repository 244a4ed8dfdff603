import type { DataFrame } from '@grafana/data';
import { Combobox, InlineField } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { useState } from 'react';

interface Props {
  readonly frames: readonly DataFrame[];
  readonly width: number;
  readonly height: number;
}

const PICKER_HEIGHT = 40;

/** Cells up to which a table is written whole, so that the browser's own search finds all of them. */
const SMALL = 2000;

/** Grafana's own table, with a choice of the frame where there are several. */
export function Tables({ frames, width, height }: Props) {
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
