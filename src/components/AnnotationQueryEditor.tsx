import { annotationTypes, withAnnotationFormat } from '../annotationTypes';
import { QUERY_VERSION, queryTypeOf, queryTypesOf } from '../core';
import { QueryForm } from './query/QueryForm';
import { useReplaceForeignQuery } from './query/useReplaceForeignQuery';
import type { EditorProps } from './QueryEditor';

/**
 * Edits the query of an annotation, which begins with the newest call or the first stream. Grafana runs it after every
 * change.
 */
export function AnnotationQueryEditor(props: EditorProps) {
  const { query, datasource, range, onChange } = props;
  const { service } = datasource;
  const types = annotationTypes(service);
  const queryType = queryTypeOf(query, service);
  useReplaceForeignQuery(
    service,
    query,
    queryType !== null && !queryTypesOf(service).includes(queryType),
    { refId: query.refId, version: QUERY_VERSION, queryType: types[0] },
    onChange
  );
  return (
    <QueryForm
      query={withAnnotationFormat(query)}
      types={types}
      datasource={datasource}
      range={range}
      isAutofilled
      isAnnotation
      onChange={onChange}
    />
  );
}
