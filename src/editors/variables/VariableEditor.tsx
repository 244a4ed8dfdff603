import { useId } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Box, Stack, Text } from '@grafana/ui';
import { missingFrom, QUERY_TYPES } from '../../core';
import type { DataSource } from '../../host/datasource';
import type { PeerlensOptions, PeerlensQuery } from '../../host/types';
import { LABEL_WIDTH } from '../query/editorProps';
import { ListField } from '../query/ListField';
import { PickedField } from '../query/PickedField';
import { listIn, listsOf, parentsOf, PLACEHOLDERS, withList } from './lists';

const FIELDS = QUERY_TYPES.list.fields;

type Given = QueryEditorProps<DataSource, PeerlensQuery, PeerlensOptions, PeerlensQuery>;
type Props = Pick<Given, 'query' | 'range' | 'onChange'> & {
  readonly datasource: Pick<DataSource, 'service' | 'choices'>;
};

/** Edits what a dashboard variable lists, and of what: a room's sessions, a session's peers. */
export function VariableEditor({ query, range, onChange, datasource }: Props) {
  const { service } = datasource;
  const editorId = useId();
  const idOf = (path: string) => `${path}-${editorId}`;
  const list = listIn(query, service);
  const missing = list === undefined ? [] : missingFrom({ ...query, queryType: 'list' }, service);
  return (
    <Stack direction="column" gap={0}>
      <ListField
        id={idOf('list')}
        field={FIELDS.list}
        labelWidth={LABEL_WIDTH}
        value={list ?? ''}
        options={listsOf(service).map((name) => ({ value: name, label: wordOf(name) }))}
        onChange={(chosen) => {
          const name = listsOf(service).find((candidate) => candidate === chosen);
          if (name !== undefined) {
            onChange(withList(query, name));
          }
        }}
      />
      {/* What a field has left to grow into is the width of a row. */}
      <Stack wrap="wrap" gap={0}>
        {list !== undefined &&
          parentsOf(list).map((path) => (
            <PickedField
              key={path}
              field={FIELDS[path]}
              layout={{ path, placeholder: PLACEHOLDERS[path] }}
              saved={{ ...query }}
              datasource={datasource}
              range={range}
              idOf={idOf}
              edit={(edit) => onChange(withList({ ...query, ...edit }, list))}
            />
          ))}
      </Stack>
      <Box paddingX={1} role="status">
        {missing.length > 0 && (
          <Text variant="bodySmall" color="secondary">
            {`Not finished: ${missing.join('; ')}.`}
          </Text>
        )}
      </Box>
    </Stack>
  );
}

function wordOf(list: string): string {
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
}
