import { useId, type ComponentType } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Box, Stack, Text } from '@grafana/ui';
import { missingFrom, queryTypeOf, queryTypesOf, type QueryType } from '../core';
import type { DataSource } from '../host/datasource';
import type { PeerlensOptions, PeerlensQuery } from '../host/types';
import { edited, withQueryType } from './query/change';
import type { QueryFieldsProps } from './query/editorProps';
import { offeredIds } from './query/offered';
import { PeerStatsFields } from './query/PeerStatsFields';
import { QueryTypeField } from './query/QueryTypeField';
import { statusOf } from './query/status';
import { SubstreamFields } from './query/SubstreamFields';

const FIELDS_OF: Readonly<Partial<Record<QueryType, ComponentType<QueryFieldsProps>>>> = {
  peerStats: PeerStatsFields,
  substream: SubstreamFields,
};

type Props = Pick<QueryEditorProps<DataSource, PeerlensQuery, PeerlensOptions>, 'query' | 'onChange' | 'onRunQuery'> & {
  readonly datasource: Pick<DataSource, 'service'>;
};

/** Edits one query. Every edit is saved; the query is run once it is finished. Asks no upstream for anything. */
export function QueryEditor({ query, onChange, onRunQuery, datasource: { service } }: Props) {
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

  const offeredTypes = queryTypesOf(service);
  const queryType = offeredTypes.find((offered) => offered === queryTypeOf(query, service));
  const Fields = queryType === undefined ? null : FIELDS_OF[queryType];
  const status = statusOf(query, service);
  return (
    <Stack direction="column" gap={0}>
      {(offeredTypes.length > 1 || queryType === undefined) && (
        <QueryTypeField
          id={idOf('queryType')}
          offered={offeredTypes}
          value={queryType}
          onChange={(chosen) => save(withQueryType(query, chosen))}
        />
      )}
      {Fields && (
        <Fields
          query={query}
          idOf={idOf}
          offeredFor={(path) => offeredIds(service, path)}
          edit={(edit) => save(edited(query, edit, service))}
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
