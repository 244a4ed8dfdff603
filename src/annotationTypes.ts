import { queryTypesOf, type Service } from './core';
import type { PeerlensQuery } from './types';

const TYPES = ['events', 'incidents', 'recordings', 'journal', 'server'] as const;

/** The query types that a dashboard can show as annotations, the default first. */
export function annotationTypes(service: Service): ReadonlyArray<(typeof TYPES)[number]> {
  return TYPES.filter((name) => queryTypesOf(service).includes(name));
}

const FORMATS: ReadonlyMap<string | undefined, string> = new Map([
  ['server', 'restarts'],
  ['recordings', 'table'],
]);

/** Returns the query of an annotation with the format that has times and titles, if its type has several. */
export function withAnnotationFormat<Query extends Partial<PeerlensQuery>>(query: Query): Query {
  const format = FORMATS.get(query.queryType);
  return format === undefined ? query : { ...query, format };
}
