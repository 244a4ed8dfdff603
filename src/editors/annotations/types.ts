import { queryTypesOf, type Service } from '../../core';

const TYPES = ['events', 'journal'] as const;
type AnnotationType = (typeof TYPES)[number];

/** What a dashboard can be annotated with, the default first. */
export function annotationTypes(service: Service): readonly AnnotationType[] {
  return TYPES.filter((name) => queryTypesOf(service).includes(name));
}
