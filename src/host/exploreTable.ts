import { CoreApp, type DataFrame, type DataQueryResponse } from '@grafana/data';

/**
 * Has Explore show a single table in the table panel. Explore's own table gives all columns one width and wraps
 * nothing, which cuts sentences. It also merges several tables, so those stay there.
 */
export function inTablePanel(response: DataQueryResponse, app: string | undefined): DataQueryResponse {
  const frames: readonly DataFrame[] = response.data;
  const [frame, ...others] = frames;
  const isSingle = frame !== undefined && others.length === 0 && frame.fields.length > 0;
  return app === CoreApp.Explore && isSingle && frame.meta?.preferredVisualisationType === 'table'
    ? { ...response, data: [{ ...frame, meta: { ...frame.meta, preferredVisualisationPluginId: 'table' } }] }
    : response;
}
