import type { AnnotationSupport } from '@grafana/data';
import { annotationTypes } from '../annotationTypes';
import type { Service } from '../core';
import type { PeerlensQuery } from '../types';

/** Nothing has to be mapped: the core names the columns as Grafana reads them (`time`, `timeEnd`, `title`, `text`, `tags`). */
export function annotationSupport(
  service: Service,
  QueryEditor: AnnotationSupport<PeerlensQuery>['QueryEditor']
): AnnotationSupport<PeerlensQuery> {
  const initial = { version: 1, queryType: annotationTypes(service)[0] };
  return {
    QueryEditor,
    getDefaultQuery: () => initial,
    // An annotation that was never edited has no target. Fields that it lacks have the values that the editor shows.
    prepareQuery: ({ target }) => (target === undefined ? undefined : { ...initial, ...target }),
  };
}
