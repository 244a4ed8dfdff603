import { InlineField, InlineLabel, RadioButtonGroup } from '@grafana/ui';
import type { FieldProps } from './fieldProps';
import { ListField } from './ListField';
import { wordFor } from './words';

const MOST_RADIOS = 3;

interface Props extends FieldProps<string> {
  readonly field: { readonly label: string; readonly about: string; readonly choices: readonly string[] };
  readonly onChange: (choice: string) => void;
}

/** One of a closed set: side by side where they are few, else as a list. */
export function ChoiceField(props: Props) {
  const { id, field, value, labelWidth, onChange } = props;
  const options = field.choices.map((choice) => ({ value: choice, label: wordFor(choice) }));
  if (options.length > MOST_RADIOS) {
    return <ListField {...props} options={options} />;
  }
  // Each radio has a label of its own. This one names the group, and a group is nothing a label can point to.
  const groupLabel = (
    <InlineLabel as="span" tooltip={field.about} width={labelWidth ?? 'auto'}>
      {field.label}
    </InlineLabel>
  );
  return (
    <InlineField label={groupLabel}>
      <RadioButtonGroup id={id} aria-label={field.label} options={options} value={value} onChange={onChange} />
    </InlineField>
  );
}
