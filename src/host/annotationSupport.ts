import {
  AnnotationEventFieldSource,
  textUtil,
  type AnnotationEventMappings,
  type AnnotationQuery,
  type AnnotationSupport,
  type DataFrame,
} from '@grafana/data';
import { annotationTypes, withAnnotationFormat } from '../annotationTypes';
import { QUERY_VERSION, type Service } from '../core';
import type { PeerlensQuery } from '../types';

/** The columns of a recording, whose table is not made for annotations. */
const RECORDING_MAPPINGS: AnnotationEventMappings = {
  time: { value: 'start' },
  timeEnd: { value: 'end' },
  title: { source: AnnotationEventFieldSource.Text, value: 'Recording' },
  text: { value: 'status' },
};

/**
 * For other query types nothing has to be mapped: the core names the columns as Grafana reads them (`time`, `timeEnd`,
 * `title`, `text`, `tags`).
 */
export function annotationSupport(
  service: Service,
  QueryEditor: AnnotationSupport<PeerlensQuery>['QueryEditor']
): AnnotationSupport<PeerlensQuery> {
  const initial = { version: QUERY_VERSION, queryType: annotationTypes(service)[0] };
  return {
    QueryEditor,
    getDefaultQuery: () => initial,
    prepareAnnotation: (annotation: AnnotationQuery<PeerlensQuery>) => {
      const { mappings, target } = annotation;
      return target?.queryType === 'recordings'
        ? { ...annotation, mappings: { ...RECORDING_MAPPINGS, ...mappings } }
        : mappings === undefined
          ? annotation
          : { ...annotation, mappings: withoutRecordingMappings(mappings) };
    },
    // An annotation that was never edited has no target. Fields that it lacks have the values that the editor shows.
    prepareQuery: ({ target }) =>
      target === undefined ? undefined : withAnnotationFormat({ ...initial, ...target, isAnnotation: true }),
  };
}

/** Grafana saves the mappings of recordings, and keeps them when their query becomes one of another type. */
function withoutRecordingMappings(mappings: AnnotationEventMappings): AnnotationEventMappings {
  const ofRecordings = Object.values(RECORDING_MAPPINGS).map(({ value }) => value);
  return Object.fromEntries(Object.entries(mappings).filter(([, mapping]) => !ofRecordings.includes(mapping?.value)));
}

/**
 * Escapes the texts of a frame, because Grafana shows a title and a text as HTML, in which a guest's name may load an
 * image. A user may map any column to the text. Tags are shown as text: there an invisible mark keeps `<` from opening
 * an element. Grafana finds the columns of an annotation by their shown names, so they get back those in code.
 */
export function withEscapedTexts(frame: DataFrame): DataFrame {
  const escape = (name: string) => (text: unknown) =>
    typeof text !== 'string' ? text : name === 'tags' ? text.replace(/</g, '<\u2060') : textUtil.escapeHtml(text);
  const fields = frame.fields.map((field) => ({
    ...field,
    config: { ...field.config, displayNameFromDS: undefined },
    values: field.values.map(escape(field.name)),
  }));
  return { ...frame, fields };
}
