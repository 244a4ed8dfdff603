import { CoreApp, FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { inExplorePanel } from './explorePanel';

const table: DataFrame = {
  ...toDataFrame({ fields: [{ name: 'verdict', type: FieldType.string, values: ['Good for both peers.'] }] }),
  meta: { preferredVisualisationType: 'table' },
};
const graph: DataFrame = { ...table, meta: { preferredVisualisationType: 'graph' } };
const states = toDataFrame({
  fields: [
    { name: 'time', type: FieldType.time, values: [1] },
    { name: 'layers', type: FieldType.string, values: ['h+m+l'] },
  ],
});
const panelsOf = (data: readonly DataFrame[], app: string) =>
  inExplorePanel({ data: [...data] }, app).data.map(({ meta }: DataFrame) => meta?.preferredVisualisationPluginId);

it('a single table of Explore is in the table panel, which keeps its widths', () => {
  expect(panelsOf([table], CoreApp.Explore)).toEqual(['table']);
});

it('states over time are in a state timeline, one line for each', () => {
  expect(panelsOf([states, states], CoreApp.Explore)).toEqual(['state-timeline', 'state-timeline']);
});

it.each([
  ['several tables, which Explore merges', [table, table], CoreApp.Explore],
  ['a graph', [graph], CoreApp.Explore],
  ['nothing', [], CoreApp.Explore],
  ['a table without columns: Explore says "No data"', [{ ...table, fields: [] }], CoreApp.Explore],
  ['a table of a dashboard', [table], CoreApp.Dashboard],
])('%s stays as it is', (_, data, app) => {
  expect(panelsOf(data, app)).toEqual(data.map(() => undefined));
});
