import { InlineField, MultiCombobox, type ComboboxOption } from '@grafana/ui';
import type { FieldProps } from './fieldProps';
import { useGrowing } from './useGrowing';
import { useInputId } from './useInputId';

interface Props extends FieldProps<readonly string[]> {
  readonly options: ComboboxOption[];
  /** In units of 8 px. What the row has left where absent. */
  readonly width?: number;
  readonly onChange: (choices: string[]) => void;
}

/** Some of a closed set; none means all. */
export function ChoicesField({ id, field, value, labelWidth, options, width, onChange }: Props) {
  const growing = useGrowing();
  const around = useInputId(id);
  const known = new Map(options.map((option) => [option.value, option]));
  const chosen = value.map((choice) => known.get(choice) ?? { value: choice, label: choice });
  return (
    <InlineField
      label={field.label}
      tooltip={field.about}
      htmlFor={id}
      labelWidth={labelWidth}
      className={width === undefined ? growing : undefined}
    >
      <div ref={around}>
        <MultiCombobox
          id={id}
          width={width}
          options={options}
          value={chosen}
          placeholder="All"
          isClearable={width === undefined}
          onChange={(next) => onChange(next.map((option) => option.value))}
        />
      </div>
    </InlineField>
  );
}
