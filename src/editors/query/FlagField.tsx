import { InlineField, InlineSwitch } from '@grafana/ui';
import type { FieldProps } from './fieldProps';

interface Props extends FieldProps<boolean> {
  readonly onChange: (isOn: boolean) => void;
}

/** Yes or no. */
export function FlagField({ id, field, value, labelWidth, onChange }: Props) {
  return (
    <InlineField label={field.label} tooltip={field.about} labelWidth={labelWidth}>
      <InlineSwitch id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    </InlineField>
  );
}
