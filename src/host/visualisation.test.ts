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
  const shown = caseNames().flatMap((name) => {
    const asked = askedIn(readNamedCase(name));
    const frames = readResult(name).frames ?? [];
    return frames.map((frame) => `${asked}: ${shownAs(dataFrameFromJSON(frame as unknown as DataFrameJSON))}`);
  });
  const ofGraphs = /^((peerStats|server|tracks) timeseries|(server|stream|substream) live): /;
  const each = [...new Set(shown)].sort();
  expect(each.filter((text) => !text.endsWith(': table'))).toEqual(each.filter((text) => ofGraphs.test(text)));
  expect(each.filter((text) => text.endsWith(': graph'))).toHaveLength(6);
});
