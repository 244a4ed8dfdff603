import { useState } from 'react';
import { Field, Input } from '@grafana/ui';
import { DEFAULT_TIMEOUT, timeoutOf } from './checkTimeout';

interface Props {
  readonly id: string;
  readonly value: number | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (seconds: number | undefined) => void;
}

/** How long an answer may take. A text that is no such time is shown but never saved. */
export function TimeoutField({ id, value, isReadOnly, onChange }: Props) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  const isWrong = timeoutOf(typed) === null;
  return (
    <Field
      label="Timeout"
      description="Seconds that one answer may take."
      invalid={isWrong}
      error={`Give a number of seconds above 0 and up to 3600. Until then it is ${DEFAULT_TIMEOUT}.`}
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
        placeholder={String(DEFAULT_TIMEOUT)}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onChange(timeoutOf(currentTarget.value) ?? undefined);
        }}
      />
    </Field>
  );
}
