import { InlineField, MultiCombobox, type ComboboxOption } from '@grafana/ui';
import { chosenFirst } from './chosenFirst';
import type { FieldProps } from './fieldProps';
import { meantBy, splitIds } from './ids';
import { TypedIds } from './TypedIds';
import { useGrowing } from './useGrowing';

interface Props extends FieldProps<readonly string[]> {
  readonly offered: readonly ComboboxOption[];
  /** What stands between two of these IDs in a text. */
  readonly between: RegExp;
  readonly placeholder: string;
  readonly onChange: (ids: string[]) => void;
}

/** Several IDs or names: picked, typed, pasted in one go, or variables. */
export function IdsField({ id, field, value, labelWidth, offered, between, placeholder, onChange }: Props) {
  const growing = useGrowing();
  const options = chosenFirst(value, offered);
  const choose = (ids: readonly string[]) => onChange([...new Set(ids.flatMap((text) => splitIds(text, between)))]);

  const add = (text: string) => {
    const ids = splitIds(text, between).filter((each) => !value.includes(each));
    if (ids.length > 0) {
      choose([...value, ...ids]);
    }
  };
  const addMeant = (typed: string) => add(meantBy(typed, options, value) ?? '');
  const addSeveral = (text: string) => {
    const several = splitIds(text, between).length > 1;
    if (several) {
      add(text);
    }
    return several;
  };

  return (
    <InlineField label={field.label} tooltip={field.about} htmlFor={id} labelWidth={labelWidth} className={growing}>
      <TypedIds inputId={id} onEnter={add} onLeave={addMeant} onPaste={addSeveral}>
        <MultiCombobox
          id={id}
          options={options}
          value={options.slice(0, value.length)}
          placeholder={placeholder}
          createCustomValue
          customValueDescription="Use what is typed"
          isClearable
          onChange={(chosen) => choose(chosen.map((option) => option.value))}
        />
      </TypedIds>
    </InlineField>
  );
}
