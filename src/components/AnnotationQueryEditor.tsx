import { annotationTypes, withAnnotationFormat } from '../annotationTypes';
import { QueryForm } from './query/QueryForm';
import type { EditorProps } from './QueryEditor';

/**
 * Edits the query of an annotation, which begins with the newest call or the first stream. Grafana runs it after every
 * change.
 */
export function AnnotationQueryEditor(props: EditorProps) {
  const { query, datasource, range, onChange } = props;
  const types = annotationTypes(datasource.service);
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
