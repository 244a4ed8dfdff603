import { queryTypesOf, type Service } from './core';

const TYPES = ['events', 'incidents', 'recordings', 'journal'] as const;

/** The query types that a dashboard can show as annotations, the default first. */
export function annotationTypes(service: Service): ReadonlyArray<(typeof TYPES)[number]> {
  return TYPES.filter((name) => queryTypesOf(service).includes(name));
}
