import { useRef } from 'react';
import { InlineField, Input } from '@grafana/ui';
import type { FieldProps } from './fieldProps';
import { useGrowing } from './useGrowing';

interface Props extends FieldProps<string> {
  readonly placeholder: string;
  readonly onChange: (template: string) => void;
  /** Called once the template is done: the field is left, or Enter pressed. */
  readonly onDone: () => void;
}

/** The template of the series' names. */
export function LegendField({ id, field, value, labelWidth, placeholder, onChange, onDone }: Props) {
  const growing = useGrowing();
  const isTouched = useRef(false);
  const done = () => {
    if (isTouched.current) {
      isTouched.current = false;
      onDone();
    }
  };
  return (
    <InlineField label={field.label} tooltip={field.about} labelWidth={labelWidth} className={growing} interactive>
      <Input
        id={id}
        value={value}
        placeholder={placeholder}
        onChange={({ currentTarget }) => {
          isTouched.current = true;
          onChange(currentTarget.value);
        }}
        onBlur={done}
        onKeyDown={({ key }) => {
          if (key === 'Enter') {
            done();
          }
        }}
      />
    </InlineField>
  );
}
