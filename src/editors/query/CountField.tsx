import { useEffect, useRef, useState } from 'react';
import { InlineField, Input } from '@grafana/ui';
import type { FieldProps } from './fieldProps';

interface Props extends FieldProps<string> {
  readonly field: {
    readonly label: string;
    readonly about: string;
    readonly fallback: number;
    readonly least?: number;
    readonly most: number;
  };
  readonly onChange: (count: number | undefined) => void;
  /** Called once the number is done: the field is left, or Enter pressed. */
  readonly onDone: () => void;
}

/** A whole number. A text that is none is shown and never saved. */
export function CountField({ id, field, value, labelWidth, onChange, onDone }: Props) {
  const [typed, setTyped] = useState(value);
  const isTouched = useRef(false);
  useEffect(() => {
    if (!isTouched.current) {
      setTyped(value);
    }
  }, [value]);
  const { least = 1, most } = field;
  const count = countOf(typed, least, most);
  const done = () => {
    if (isTouched.current) {
      isTouched.current = false;
      onDone();
    }
  };
  return (
    <InlineField
      label={field.label}
      tooltip={field.about}
      labelWidth={labelWidth}
      invalid={count === null}
      error={`Give a whole number from ${least} to ${most}.`}
    >
      <Input
        id={id}
        width={12}
        type="number"
        min={least}
        max={most}
        value={typed}
        placeholder={String(field.fallback)}
        onChange={({ currentTarget }) => {
          isTouched.current = true;
          setTyped(currentTarget.value);
          const changed = countOf(currentTarget.value, least, most);
          if (changed !== null) {
            onChange(changed);
          }
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

/** What was typed: undefined where nothing, null where no whole number from the least to the most there can be. */
function countOf(typed: string, least: number, most: number): number | undefined | null {
  if (typed.trim() === '') {
    return undefined;
  }
  const count = Number(typed);
  return Number.isInteger(count) && count >= least && count <= most ? count : null;
}
