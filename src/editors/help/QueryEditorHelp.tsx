import type { QueryEditorHelpProps } from '@grafana/data';
import { Button, Stack, Text } from '@grafana/ui';
import { QUERY_TYPES, queryTypesOf } from '../../core';
import { DataSource } from '../../host/datasource';
import type { PeerlensQuery } from '../../host/types';
import { exampleQuery, GUIDES } from './examples';

/** What each query type is for, with examples that become the query when they are clicked. */
export function QueryEditorHelp({ datasource, query, onClickExample }: QueryEditorHelpProps<PeerlensQuery>) {
  const service = datasource instanceof DataSource ? datasource.service : '100ms';
  return (
    <Stack direction="column" gap={2}>
      {queryTypesOf(service).map(
        (queryType) =>
          queryType !== 'list' && (
            <Stack key={queryType} direction="column" gap={0.5}>
              <Text element="h4">{QUERY_TYPES[queryType].label}</Text>
              <Text element="p" color="secondary">
                {GUIDES[queryType].about}
              </Text>
              <Stack wrap="wrap" gap={1}>
                {GUIDES[queryType].examples.map((example) => (
                  <Button
                    key={example.title}
                    size="sm"
                    variant="secondary"
                    onClick={() => onClickExample(exampleQuery(example, queryType, query, service))}
                  >
                    {example.title}
                  </Button>
                ))}
              </Stack>
            </Stack>
          )
      )}
      {service !== 'demo' && (
        <Text element="p" variant="bodySmall" color="secondary">
          An example keeps the calls and streams that the query names.
        </Text>
      )}
    </Stack>
  );
}
