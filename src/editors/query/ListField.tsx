import { Combobox, InlineField, type ComboboxOption } from '@grafana/ui';
import { chosenFirst } from './chosenFirst';
import type { FieldProps } from './fieldProps';
import type { Offered } from './offered';

interface Props extends FieldProps<string> {
  readonly options: Offered[];
  readonly onChange: (choice: string) => void;
}

/** One of a closed set, as a list. */
export function ListField({ id, field, value, labelWidth, options, onChange }: Props) {
  const chosen = options.find((option) => option.value === value);
  return (
    <InlineField label={field.label} tooltip={field.about} labelWidth={labelWidth}>
      <Combobox
        id={id}
        width={24}
        options={chosen === undefined ? options : chosenFirst([value], options)}
        value={chosen ?? null}
        // Escape empties a Combobox that cannot be cleared, though the choice stands.
        placeholder={chosen?.label ?? 'Choose one'}
        onChange={(option: ComboboxOption | undefined) => {
          // Against its type it is undefined where Enter found nothing to pick.
          if (option !== undefined) {
            onChange(option.value);
          }
        }}
      />
    </InlineField>
  );
}
