import { css } from '@emotion/css';
import type { QueryEditorHelpProps } from '@grafana/data';
import { Button, Stack, Text } from '@grafana/ui';
import { QUERY_TYPES, queryTypesOf, type Service } from '../../core';
import { t } from '../../i18n';
import type { PeerlensQuery } from '../../types';
import { exampleQuery, GUIDES } from './examples';

/** A button of Grafana has one line and a fixed height. */
const WRAPPED = css({ height: 'auto', minHeight: 24, textAlign: 'left', '& span': { whiteSpace: 'normal' } });

/** Explains each query type. A click on an example makes it the query. */
export function QueryEditorHelp({ datasource, query, onClickExample }: QueryEditorHelpProps<PeerlensQuery>) {
  const service = serviceOf(datasource);
  return (
    <Stack direction="column" gap={2}>
      {queryTypesOf(service).map(
        (queryType) =>
          queryType !== 'list' && (
            <Stack key={queryType} direction="column" gap={0.5}>
              <Text element="h2" variant="h4">
                {t(QUERY_TYPES[queryType].label)}
              </Text>
              <Text element="p" color="secondary">
                {t(GUIDES[queryType].about)}
              </Text>
              <Stack wrap="wrap" gap={1}>
                {GUIDES[queryType].examples.map((example) => (
                  <Button
                    key={example.title}
                    className={WRAPPED}
                    size="sm"
                    variant="secondary"
                    onClick={() => onClickExample(exampleQuery(example, queryType, query, service))}
                  >
                    {t(example.title)}
                  </Button>
                ))}
              </Stack>
            </Stack>
          )
      )}
      {service !== 'demo' && (
        <Text element="p" variant="bodySmall" color="secondary">
          {t('An example keeps the calls and streams that the query names.')}
        </Text>
      )}
    </Stack>
  );
}

/** Grafana does not say which data source it passes. */
function serviceOf(datasource: object): Service {
  const service = 'service' in datasource ? datasource.service : undefined;
  return service === 'storm' || service === 'demo' ? service : '100ms';
}
