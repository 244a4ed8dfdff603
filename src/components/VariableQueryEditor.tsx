import { trimListQuery } from './query/editQuery';
import { QueryForm } from './query/QueryForm';
import type { EditorProps } from './QueryEditor';

/** Edits what a dashboard variable lists, such as the peers of a session. */
export function VariableQueryEditor({ query, datasource, range, onChange }: EditorProps) {
  return (
    <QueryForm
      query={{ ...query, queryType: 'list' }}
      types={['list']}
      datasource={datasource}
      range={range}
      isAutofilled
      onChange={(changed) => onChange(trimListQuery(changed))}
    />
  );
}
