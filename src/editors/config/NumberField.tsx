import { useState } from 'react';
import { Field, Input } from '@grafana/ui';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly value: number | undefined;
  /** What holds where none is set. */
  readonly fallback: number;
  /** What is said of a text that is no such number. */
  readonly error: string;
  /** A typed number: undefined where none is typed, null where it is none that can be set. */
  readonly read: (text: string) => number | undefined | null;
  readonly isReadOnly: boolean;
  readonly onChange: (number: number | undefined) => void;
}

/** A setting that is a number. A text that is no such number is shown but never saved. */
export function NumberField({ id, label, description, value, fallback, error, read, isReadOnly, onChange }: Props) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  return (
    <Field
      label={label}
      description={description}
      invalid={read(typed) === null}
      error={`${error} Until then it is ${fallback}.`}
      htmlFor={id}
      disabled={isReadOnly}
    >
      <Input
        id={id}
        width={20}
        type="number"
        min={0}
        step="any"
        value={typed}
        placeholder={String(fallback)}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onChange(read(currentTarget.value) ?? undefined);
        }}
      />
    </Field>
  );
}
