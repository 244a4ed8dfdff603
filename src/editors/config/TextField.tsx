import { Field, Input } from '@grafana/ui';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
}

/** A setting that is a plain text. Blanks at its ends, which pasting adds, are cut. */
export function TextField({ id, label, description, value, isReadOnly, onChange }: Props) {
  return (
    <Field label={label} description={description} htmlFor={id} disabled={isReadOnly}>
      <Input
        id={id}
        width={60}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
      />
    </Field>
  );
}
