import type { AnnotationSupport } from '@grafana/data';
import { AnnotationEditor } from '../editors/annotations/AnnotationEditor';
import { annotationTypes } from '../editors/annotations/types';
import type { Service } from '../core';
import type { PeerlensQuery } from './types';

/**
 * Events and journals over every panel. Their columns are named as Grafana's own mapping reads annotations (`time`, `timeEnd`, `title`,
 * `text`, `tags`), so there is nothing to map.
 */
export function annotationSupport(service: Service): AnnotationSupport<PeerlensQuery> {
  const started = { version: 1, queryType: annotationTypes(service)[0] };
  return {
    QueryEditor: AnnotationEditor,
    getDefaultQuery: () => started,
    // One that was never edited has no target; what it does not say is as the editor shows it.
    prepareQuery: ({ target }) => (target === undefined ? undefined : { ...started, ...target }),
  };
}
