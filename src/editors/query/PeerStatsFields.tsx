import { Stack } from '@grafana/ui';
import { QUERY_TYPES } from '../../core';
import { ChoiceField } from './ChoiceField';
import { ChoicesField } from './ChoicesField';
import { LABEL_WIDTH, type QueryFieldsProps } from './editorProps';
import { IdField } from './IdField';
import { BETWEEN_IDS } from './ids';
import { IdsField } from './IdsField';
import { ListField } from './ListField';
import { metricOptions } from './metrics';
import { PeerStatsOptions } from './PeerStatsOptions';
import { textOf, textsOf } from './saved';
import { wordFor } from './words';

const FIELDS = QUERY_TYPES.peerStats.fields;
const SIDE_OPTIONS = FIELDS.sides.choices.map((side) => ({ value: side, label: wordFor(side) }));
const KIND_OPTIONS = FIELDS.kinds.choices.map((kind) => ({ value: kind, label: wordFor(kind) }));

/** The fields of a `peerStats` query. */
export function PeerStatsFields(props: QueryFieldsProps) {
  const { query, idOf, offeredFor, edit } = props;
  const format = query.format ?? FIELDS.format.fallback;
  const metrics = textsOf(query.metrics);
  const sides = textsOf(query.sides);
  const kinds = textsOf(query.kinds);
  const metricField = {
    id: idOf('metrics'),
    field: FIELDS.metrics,
    labelWidth: LABEL_WIDTH,
    options: metricOptions({ sides, kinds, metrics }),
  };
  return (
    <>
      <Stack wrap="wrap" gap={0}>
        <IdField
          id={idOf('sessionId')}
          field={FIELDS.sessionId}
          labelWidth={LABEL_WIDTH}
          value={textOf(query.sessionId)}
          offered={offeredFor('sessionId')}
          onChange={(sessionId) => edit({ sessionId })}
        />
        <IdsField
          id={idOf('peerIds')}
          field={FIELDS.peerIds}
          labelWidth={LABEL_WIDTH}
          value={textsOf(query.peerIds)}
          offered={offeredFor('peerIds')}
          between={BETWEEN_IDS}
          placeholder="IDs or $variables"
          onChange={(peerIds) => edit({ peerIds })}
        />
      </Stack>
      <Stack wrap="wrap" gap={0}>
        {format === 'numeric' ? (
          <>
            <ListField
              {...metricField}
              value={metrics.length === 1 ? textOf(metrics) : ''}
              onChange={(metric) => edit({ metrics: [metric] })}
            />
            <ChoiceField
              id={idOf('reduce')}
              field={FIELDS.reduce}
              value={query.reduce ?? FIELDS.reduce.fallback}
              onChange={(reduce) => edit({ reduce })}
            />
          </>
        ) : (
          <ChoicesField {...metricField} value={metrics} onChange={(chosen) => edit({ metrics: chosen })} />
        )}
      </Stack>
      <Stack wrap="wrap" gap={0}>
        <ChoicesField
          id={idOf('sides')}
          field={FIELDS.sides}
          labelWidth={LABEL_WIDTH}
          width={26}
          value={sides}
          options={SIDE_OPTIONS}
          onChange={(chosen) => edit({ sides: chosen })}
        />
        <ChoicesField
          id={idOf('kinds')}
          field={FIELDS.kinds}
          width={20}
          value={kinds}
          options={KIND_OPTIONS}
          onChange={(chosen) => edit({ kinds: chosen })}
        />
        <ChoiceField
          id={idOf('format')}
          field={FIELDS.format}
          labelWidth={LABEL_WIDTH}
          value={format}
          onChange={(chosen) => edit({ format: chosen })}
        />
      </Stack>
      <PeerStatsOptions {...props} />
    </>
  );
}
