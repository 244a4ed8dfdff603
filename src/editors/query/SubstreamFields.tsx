import { Stack } from '@grafana/ui';
import { QUERY_TYPES } from '../../core';
import { ChoiceField } from './ChoiceField';
import { LABEL_WIDTH, type QueryFieldsProps } from './editorProps';
import { IdField } from './IdField';
import { BETWEEN_NAMES } from './ids';
import { IdsField } from './IdsField';
import { textOf, textsOf } from './saved';

const FIELDS = QUERY_TYPES.substream.fields;

/** The fields of a `substream` query. */
export function SubstreamFields({ query, idOf, offeredFor, edit }: QueryFieldsProps) {
  const format = query.format ?? FIELDS.format.fallback;
  return (
    <>
      <Stack wrap="wrap" gap={0}>
        <IdField
          id={idOf('app')}
          field={FIELDS.app}
          labelWidth={LABEL_WIDTH}
          value={textOf(query.app)}
          offered={offeredFor('app')}
          onChange={(app) => edit({ app })}
        />
        <IdsField
          id={idOf('streamKeys')}
          field={FIELDS.streamKeys}
          labelWidth={LABEL_WIDTH}
          value={textsOf(query.streamKeys)}
          offered={offeredFor('streamKeys')}
          between={BETWEEN_NAMES}
          placeholder="Keys or $variables"
          onChange={(streamKeys) => edit({ streamKeys })}
        />
        <IdsField
          id={idOf('substreams')}
          field={FIELDS.substreams}
          labelWidth={LABEL_WIDTH}
          value={textsOf(query.substreams)}
          offered={offeredFor('substreams')}
          between={BETWEEN_NAMES}
          placeholder="Names or $variables"
          onChange={(substreams) => edit({ substreams })}
        />
      </Stack>
      <Stack wrap="wrap" gap={0}>
        <ChoiceField
          id={idOf('format')}
          field={FIELDS.format}
          labelWidth={LABEL_WIDTH}
          value={format}
          onChange={(chosen) => edit({ format: chosen })}
        />
        {format === 'numeric' && (
          <ChoiceField
            id={idOf('metric')}
            field={FIELDS.metric}
            value={query.metric ?? FIELDS.metric.fallback}
            onChange={(metric) => edit({ metric })}
          />
        )}
      </Stack>
    </>
  );
}
