import { CoreApp, FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { inTablePanel } from './exploreTable';

const table: DataFrame = {
  ...toDataFrame({ fields: [{ name: 'verdict', type: FieldType.string, values: ['Good for both peers.'] }] }),
  meta: { preferredVisualisationType: 'table' },
};
const graph: DataFrame = { ...table, meta: { preferredVisualisationType: 'graph' } };
const panelsOf = (data: readonly DataFrame[], app: string) =>
  inTablePanel({ data: [...data] }, app).data.map(({ meta }: DataFrame) => meta?.preferredVisualisationPluginId);

it('a single table of Explore is in the table panel, which keeps its widths', () => {
  expect(panelsOf([table], CoreApp.Explore)).toEqual(['table']);
});

it.each([
  ['several tables, which Explore merges', [table, table], CoreApp.Explore],
  ['a graph', [graph], CoreApp.Explore],
  ['a table without rows, of which Explore says that there is no data', [{ ...table, fields: [] }], CoreApp.Explore],
  ['a table of a dashboard', [table], CoreApp.Dashboard],
])('%s stays as it is', (_, data, app) => {
  expect(panelsOf(data, app)).toEqual(data.map(() => undefined));
});
