import { useId } from 'react';
import { CoreApp, type QueryEditorProps } from '@grafana/data';
import { Box, Stack, Text } from '@grafana/ui';
import { missingFrom, queryTypeOf, queryTypesOf } from '../core';
import type { DataSource } from '../host/datasource';
import type { PeerlensOptions, PeerlensQuery } from '../host/types';
import { edited, withQueryType } from './query/change';
import { QueryFields } from './query/QueryFields';
import { QueryTypeField } from './query/QueryTypeField';
import { statusOf } from './query/status';
import { useFirstChoices } from './query/useFirstChoices';

type Given = QueryEditorProps<DataSource, PeerlensQuery, PeerlensOptions>;
type Props = Pick<Given, 'query' | 'range' | 'app' | 'onChange' | 'onRunQuery'> & {
  readonly datasource: Pick<DataSource, 'service' | 'choices'>;
};

/**
 * Edits one query. Every edit is saved; the query is run once it is finished. What there is to choose from is asked when a list is opened, and in
 * Explore for what a query lacks: there it should show something at once.
 */
export function QueryEditor({ query, range, app, onChange, onRunQuery, datasource }: Props) {
  const { service } = datasource;
  // A split Explore shows two editors of the same refId.
  const editorId = useId();
  const idOf = (path: string) => `${query.refId}-${path}-${editorId}`;

  const runIfFinished = (changed: PeerlensQuery) => {
    if (missingFrom(changed, service).length === 0) {
      onRunQuery();
    }
  };
  const save = (changed: PeerlensQuery) => {
    onChange(changed);
    runIfFinished(changed);
  };

  const firstChoices = useFirstChoices(app === CoreApp.Explore, query, service);
  const offeredTypes = queryTypesOf(service);
  const queryType = offeredTypes.find((offered) => offered === queryTypeOf(query, service));
  const status = statusOf(query, service);
  return (
    <Stack direction="column" gap={0}>
      <QueryTypeField
        id={idOf('queryType')}
        offered={offeredTypes}
        value={queryType}
        onChange={(chosen) => save(withQueryType(query, chosen))}
      />
      {queryType !== undefined && queryType !== 'list' && (
        <QueryFields
          queryType={queryType}
          query={query}
          datasource={datasource}
          range={range}
          idOf={idOf}
          firstChoices={firstChoices}
          edit={(edit) => {
            firstChoices.leave(Object.keys(edit));
            save(edited(query, edit, service));
          }}
          draft={(edit) => onChange(edited(query, edit, service))}
          run={() => runIfFinished(query)}
        />
      )}
      <Box paddingX={1} role="status">
        {status !== '' && (
          <Text variant="bodySmall" color="secondary">
            {status}
          </Text>
        )}
      </Box>
    </Stack>
  );
}
