import { InlineField, InlineLabel, RadioButtonGroup } from '@grafana/ui';
import { QUERY_TYPES, type QueryType } from '../../core';
import { LABEL_WIDTH } from './editorProps';

interface Props {
  readonly id: string;
  readonly offered: readonly QueryType[];
  /** Undefined where the query was saved with a type that is not offered. */
  readonly value: QueryType | undefined;
  readonly onChange: (queryType: QueryType) => void;
}

/** What a query asks about, where the data source answers more than one kind of query. */
export function QueryTypeField({ id, offered, value, onChange }: Props) {
  const options = offered.map((queryType) => ({ value: queryType, label: QUERY_TYPES[queryType].label }));
  const groupLabel = (
    <InlineLabel as="span" width={LABEL_WIDTH}>
      Query
    </InlineLabel>
  );
  return (
    <InlineField label={groupLabel}>
      <RadioButtonGroup id={id} aria-label="Query" options={options} value={value} onChange={onChange} />
    </InlineField>
  );
}
