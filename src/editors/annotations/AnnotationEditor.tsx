import { useId } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Box, Stack, Text } from '@grafana/ui';
import type { DataSource } from '../../host/datasource';
import type { PeerlensOptions, PeerlensQuery } from '../../host/types';
import { edited, withQueryType } from '../query/change';
import { QueryFields } from '../query/QueryFields';
import { QueryTypeField } from '../query/QueryTypeField';
import { statusOf } from '../query/status';
import { annotationTypes } from './types';

type Given = QueryEditorProps<DataSource, PeerlensQuery, PeerlensOptions>;
type Props = Pick<Given, 'query' | 'range' | 'onChange'> & {
  readonly datasource: Pick<DataSource, 'service' | 'choices'>;
};

/** Edits what a dashboard is annotated with. Grafana runs it after every change. */
export function AnnotationEditor({ query, range, onChange, datasource }: Props) {
  const { service } = datasource;
  const editorId = useId();
  const idOf = (path: string) => `${path}-${editorId}`;
  const offered = annotationTypes(service);
  const queryType = offered.find((type) => type === query.queryType);
  const status = statusOf(query, service);
  return (
    <Stack direction="column" gap={0}>
      {(offered.length > 1 || queryType === undefined) && (
        <QueryTypeField
          id={idOf('queryType')}
          offered={offered}
          value={queryType}
          onChange={(chosen) => onChange(withQueryType(query, chosen))}
        />
      )}
      {queryType !== undefined && (
        <QueryFields
          queryType={queryType}
          query={query}
          datasource={datasource}
          range={range}
          idOf={idOf}
          edit={(edit) => onChange(edited(query, edit, service))}
          draft={(edit) => onChange(edited(query, edit, service))}
          run={() => undefined}
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
