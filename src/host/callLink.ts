import { CoreApp, type DataFrame, type DataQueryRequest } from '@grafana/data';

/** The shortest range of a link, in milliseconds. A call of one sample has no length. */
const MIN_RANGE = 60_000;

const DASHBOARDS: readonly string[] = [CoreApp.Dashboard, CoreApp.PanelEditor, CoreApp.PanelViewer];

/**
 * Adds a notice to an empty frame whose call was at another time. It links to this dashboard at that time, with its present variables. Another
 * notice says when the call was, because Grafana shows no tooltip for a notice with a link. `search` is the page's query string as an object.
 */
export function withCallLink(
  frame: DataFrame,
  request: Pick<DataQueryRequest, 'app' | 'dashboardUID' | 'range'>,
  search: Readonly<Record<string, unknown>>
): DataFrame {
  const span: unknown = frame.meta?.custom?.span;
  const isInDashboard = request.app !== undefined && DASHBOARDS.includes(request.app) && request.dashboardUID;
  if (!isInDashboard || frame.fields.length > 0 || !isSpan(span) || overlaps(span, request.range)) {
    return frame;
  }
  const margin = Math.max(0, (MIN_RANGE - (span.to - span.from)) / 2);
  const link = `d/${request.dashboardUID}?${new URLSearchParams([
    ['from', String(Math.floor(span.from - margin))],
    ['to', String(Math.ceil(span.to + margin))],
    ...variablesIn(search),
  ]).toString()}`;
  const notice = { severity: 'info', text: 'Open this dashboard at the time of the session', link } as const;
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), notice] } };
}

function isSpan(span: unknown): span is { readonly from: number; readonly to: number } {
  return typeof span === 'object' && span !== null && 'from' in span && 'to' in span;
}

function overlaps(span: { from: number; to: number }, range: DataQueryRequest['range']): boolean {
  return span.from <= range.to.valueOf() && span.to >= range.from.valueOf();
}

function variablesIn(search: Readonly<Record<string, unknown>>): Array<[string, string]> {
  return Object.entries(search).flatMap(([name, value]) =>
    name.startsWith('var-')
      ? (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)])
      : []
  );
}
