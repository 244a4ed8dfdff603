import { useState } from 'react';
import { Field, Input } from '@grafana/ui';
import { asTyped } from './asTyped';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** As it is saved, which a file may have done: anything. */
  readonly value: unknown;
  /** What holds where none is set. */
  readonly fallback: number;
  /** What is said of a text that is no such number. */
  readonly error: string;
  /** A typed number: undefined where none is typed, null where it is none that can be set. */
  readonly read: (text: string) => number | undefined | null;
  readonly isReadOnly: boolean;
  readonly onChange: (number: number | undefined) => void;
}

/** A setting that is a number. A text that is no such number is shown but never saved; one that a file saved is shown as it is. */
export function NumberField({ id, label, description, value, fallback, error, read, isReadOnly, onChange }: Props) {
  const [typed, setTyped] = useState(asTyped(value));
  const isSavedWrong = read(asTyped(value)) === null;
  return (
    <Field
      label={label}
      description={description}
      invalid={read(typed) === null}
      error={isSavedWrong ? error : `${error} Until then it is ${fallback}.`}
      htmlFor={id}
      disabled={isReadOnly}
    >
      <Input
        id={id}
        width={20}
        // A number's own input would show nothing of a text that is none.
        inputMode="decimal"
        autoComplete="off"
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
