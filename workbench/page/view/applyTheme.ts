import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  FieldColorModeId,
  FieldConfigOptionsRegistry,
  FieldType,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
} from '@grafana/data';
import {
  AxisPlacement,
  DrawStyle,
  LineInterpolation,
  PointVisibility,
  ScaleDistribution,
  type GraphFieldConfig,
} from '@grafana/ui';

/** A time series panel's own defaults. */
const LINE: GraphFieldConfig = {
  drawStyle: DrawStyle.Line,
  lineInterpolation: LineInterpolation.Linear,
  lineWidth: 1,
  fillOpacity: 0,
  showPoints: PointVisibility.Auto,
  pointSize: 5,
  spanNulls: false,
  axisPlacement: AxisPlacement.Auto,
  scaleDistribution: { type: ScaleDistribution.Linear },
};

/** Smallest widths of columns in pixels: Grafana's own would put the numbers of a numeric frame outside the page. */
const COLUMN_WIDTH = 110;
const TIME_WIDTH = 170;

const WRAPPED = { cellOptions: { type: 'auto', wrapText: true }, wrapText: true };

const NO_OPTIONS = new FieldConfigOptionsRegistry();

/** Returns frames as Grafana gives them to a panel: each number has a colour, each field its display. */
export function applyTheme(frames: readonly DataFrame[], theme: GrafanaTheme2): DataFrame[] {
  const data = frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => ({
      ...field,
      config: {
        ...(field.type === FieldType.number ? { color: { mode: FieldColorModeId.PaletteClassic } } : {}),
        ...field.config,
        custom: {
          ...(hasSentences(field) ? WRAPPED : {}),
          ...(field.type === FieldType.number ? LINE : {}),
          minWidth: field.type === FieldType.time ? TIME_WIDTH : COLUMN_WIDTH,
          ...asObject(field.config.custom),
        },
      },
    })),
  }));
  const displayed = applyFieldOverrides({
    data,
    fieldConfig: { defaults: {}, overrides: [] },
    fieldConfigRegistry: NO_OPTIONS,
    replaceVariables: (text) => text,
    theme,
    timeZone: 'browser',
  });
  cacheFieldDisplayNames(displayed);
  return displayed;
}

/** Whether the core asks for a wide column. */
function hasSentences({ type, config }: Field): boolean {
  return type === FieldType.string && 'minWidth' in asObject(config.custom);
}

function asObject(custom: unknown): object {
  return typeof custom === 'object' && custom !== null ? custom : {};
}
