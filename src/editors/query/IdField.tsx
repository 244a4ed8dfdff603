import { Combobox, InlineField, type ComboboxOption } from '@grafana/ui';
import { chosenFirst } from './chosenFirst';
import type { FieldProps } from './fieldProps';
import { meantBy } from './ids';
import { TypedId } from './TypedId';

/** Stands first in an empty field's list, where the highlight begins, so that passing through picks nothing. */
const NOTHING: ComboboxOption = { value: '', label: '', description: 'Type or paste an ID, or pick one' };

interface Props extends FieldProps<string> {
  readonly offered: readonly ComboboxOption[];
  readonly onChange: (id: string | undefined) => void;
}

/** One ID or name: picked, typed, pasted, or a variable. */
export function IdField({ id, field, value, labelWidth, offered, onChange }: Props) {
  const chosen = value === '' ? [] : [value];
  const options = value === '' ? [NOTHING, ...offered] : chosenFirst(chosen, offered);

  const take = (typed: string) => {
    const meant = meantBy(typed, options, chosen);
    if (meant !== null && meant !== value) {
      onChange(meant);
    }
  };

  return (
    <InlineField label={field.label} tooltip={field.about} htmlFor={id} labelWidth={labelWidth}>
      <TypedId inputId={id} onLeave={take}>
        <Combobox
          id={id}
          width={34}
          options={options}
          value={value === '' ? null : value}
          placeholder="ID or $variable"
          createCustomValue
          customValueDescription="Use what is typed"
          isClearable
          onChange={(option) => {
            // Against its type it is undefined where Enter found nothing to pick; null is the clear button.
            const picked = option?.value.trim() ?? '';
            if (option !== undefined && picked !== value) {
              onChange(picked || undefined);
            }
          }}
        />
      </TypedId>
    </InlineField>
  );
}
