import { CoreApp, FieldType, type DataFrame, type DataQueryResponse } from '@grafana/data';

/**
 * Has Explore show a single table in the table panel, and states over time in a state timeline. Explore's own table
 * gives all columns one width and wraps nothing, which cuts sentences, and it merges columns of one name, such as the
 * layers of several peers. It also merges several tables, so those stay there.
 */
export function inExplorePanel(response: DataQueryResponse, app: string | undefined): DataQueryResponse {
  const frames: readonly DataFrame[] = response.data;
  const preferredVisualisationPluginId = app === CoreApp.Explore ? panelOf(frames) : null;
  return preferredVisualisationPluginId === null
    ? response
    : {
        ...response,
        data: frames.map((frame) => ({ ...frame, meta: { ...frame.meta, preferredVisualisationPluginId } })),
      };
}

function panelOf(frames: readonly DataFrame[]): string | null {
  const [frame] = frames;
  if (frame !== undefined && frames.every(isOfStates)) {
    return 'state-timeline';
  }
  const isTable = frame?.meta?.preferredVisualisationType === 'table' && frame.fields.length > 0;
  return isTable && frames.length === 1 ? 'table' : null;
}

function isOfStates({ fields: [time, state, ...others] }: DataFrame): boolean {
  return time?.type === FieldType.time && state?.type === FieldType.string && others.length === 0;
}
