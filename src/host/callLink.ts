import { CoreApp, type DataFrame, type DataQueryRequest } from '@grafana/data';
import { rangeOfCall, spanOutside } from '../callSpan';

const DASHBOARDS: readonly string[] = [CoreApp.Dashboard, CoreApp.PanelEditor, CoreApp.PanelViewer];

/**
 * Adds a notice to an empty frame whose call was at another time. It links to this dashboard at that time, with its
 * present variables. Another notice says when the call was, because Grafana shows no tooltip for a notice with a link.
 * `search` is the page's query string as an object.
 */
export function withCallLink(
  frame: DataFrame,
  request: Pick<DataQueryRequest, 'app' | 'dashboardUID' | 'range'>,
  search: Readonly<Record<string, unknown>>
): DataFrame {
  const isInDashboard = request.app !== undefined && DASHBOARDS.includes(request.app) && request.dashboardUID;
  const span = isInDashboard ? spanOutside(frame, request.range) : null;
  if (span === null) {
    return frame;
  }
  const { from, to } = rangeOfCall(span);
  const link = `d/${request.dashboardUID}?${new URLSearchParams([
    ['from', from],
    ['to', to],
    ...variablesIn(search),
  ]).toString()}`;
  const notice = { severity: 'info', text: 'Open this dashboard at the time of the session', link } as const;
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), notice] } };
}

function variablesIn(search: Readonly<Record<string, unknown>>): Array<[string, string]> {
  return Object.entries(search).flatMap(([name, value]) =>
    name.startsWith('var-')
      ? (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)])
      : []
  );
}
