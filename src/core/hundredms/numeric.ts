import { columnsOver, frame, NUMERIC, type FieldConfig, type Frame } from '../frames/frame';
import { METRIC_CELL } from '../measurements/trackMetrics';

/** Always all eight, so that an alert's instances keep their labels. */
const LABELS = ['session_id', 'peer_id', 'side', 'kind', 'track_id', 'type', 'rid', 'metric'] as const;

/** One number with its labels; an unknown label is null. */
export interface NumericRow {
  readonly id: Readonly<Partial<Record<(typeof LABELS)[number], string | null>>>;
  readonly value: number | null;
}

/** Returns one frame with a row for each number, or no frame without numbers. */
export function numericFrames(
  refId: string,
  name: string,
  config: FieldConfig,
  rows: readonly NumericRow[]
): readonly Frame[] {
  const columnOf = columnsOver(rows);
  const identity = LABELS.map((label) =>
    columnOf(label, 'text', ({ id }) => id[label] ?? null, label === 'metric' ? METRIC_CELL : {})
  );
  return rows.length === 0
    ? []
    : [frame(refId, NUMERIC, [...identity, columnOf(name, 'number', ({ value }) => value, config)])];
}
