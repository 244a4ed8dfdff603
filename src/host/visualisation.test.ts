import { dataFrameFromJSON, FieldType, type DataFrame, type DataFrameJSON } from '@grafana/data';
import { caseNames, readNamedCase, type Case } from '../../testdata/cases';
import { readResult } from '../../testdata/results';
import { QUERY_TYPES, queryTypeOf, type QueryField } from '../core';

/** Where Explore shows a frame. Source: Grafana 12.3, `features/explore/utils/decorators.ts`. */
function shownAs({ meta, fields }: DataFrame): string {
  const times = fields.filter(({ type }) => type === FieldType.time).length;
  const numbers = fields.filter(({ type }) => type === FieldType.number).length;
  const isBoth = times === 1 && numbers > 0 && times + numbers === fields.length;
  return meta?.preferredVisualisationType ?? (isBoth ? 'graph and table' : 'table');
}

/** The query type and format of a case, where the core knows both. */
function askedIn({ query, service }: Case): string {
  const queryType = queryTypeOf(query, service);
  const fields: Readonly<Record<string, QueryField>> = queryType === null ? {} : QUERY_TYPES[queryType].fields;
  const fallback = fields.format?.shape === 'enum' ? fields.format.default : '';
  const { format = fallback } = query as { readonly format?: string };
  return `${queryType} ${format}`.trim();
}

it('shows in Explore a graph of what goes on over time, and a table of all else', () => {
  const shown = new Map<string, Set<string>>();
  for (const name of caseNames()) {
    const asked = askedIn(readNamedCase(name));
    for (const frame of readResult(name).frames ?? []) {
      shown.set(
        asked,
        (shown.get(asked) ?? new Set()).add(shownAs(dataFrameFromJSON(frame as unknown as DataFrameJSON)))
      );
    }
  }
  const sorted = [...shown].sort(([one], [other]) => (one < other ? -1 : 1));
  expect(Object.fromEntries(sorted.map(([asked, where]) => [asked, [...where].join(' or ')]))).toEqual({
    'calls numeric': 'table',
    'calls table': 'table',
    'calls verdict': 'table',
    events: 'table',
    incidents: 'table',
    journal: 'table',
    layers: 'table',
    list: 'table',
    'peerStats numeric': 'table',
    'peerStats table': 'table',
    'peerStats timeseries': 'graph',
    'recordings numeric': 'table',
    'recordings table': 'table',
    'server live': 'graph',
    'server numeric': 'table',
    'server restarts': 'table',
    'server table': 'table',
    'server timeseries': 'graph',
    sessions: 'table',
    'stream live': 'graph',
    'stream numeric': 'table',
    'stream table': 'table',
    'substream live': 'graph',
    'substream numeric': 'table',
    'substream table': 'table',
    'tracks numeric': 'table',
    'tracks table': 'table',
    'tracks timeseries': 'graph',
    'viewers numeric': 'table',
    'viewers table': 'table',
  });
});
