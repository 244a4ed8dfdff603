import { QUERY_TYPES, QUERY_VERSION } from '../core';
import { trimListQuery } from './query/editQuery';
import { listsOf } from './query/layout';
import { QueryForm } from './query/QueryForm';
import { useReplaceForeignQuery } from './query/useReplaceForeignQuery';
import type { EditorProps } from './QueryEditor';

const { choices, default: DEFAULT_LIST } = QUERY_TYPES.list.fields.list;

/** Edits what a dashboard variable lists, such as the peers of a session. */
export function VariableQueryEditor({ query, datasource, range, onChange }: EditorProps) {
  const lists = listsOf(datasource.service);
  const { refId, list = DEFAULT_LIST } = query;
  useReplaceForeignQuery(
    datasource.service,
    query,
    choices.some((choice) => choice === list) && !lists.includes(list),
    { refId, version: QUERY_VERSION, queryType: 'list', list: lists[0] },
    onChange
  );
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
