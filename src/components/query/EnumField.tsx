import { Combobox, MultiCombobox, RadioButtonGroup, type ComboboxOption } from '@grafana/ui';
import { QUERY_TYPES } from '../../core';
import { choiceText, t } from '../../i18n';
import { savedText, savedTexts } from '../../savedValues';
import type { FieldProps } from './form';
import { useInputId } from './FreeText';
import { LabelledField } from './LabelledField';
import { metricOptions, savedSelection } from './metrics';
import { choiceOption, selectedFirst, type PickerOption } from './pickerOption';

const MAX_RADIOS = 3;
/** In units of 8 px. */
const SELECT_WIDTH = 24;

/** One of a fixed set: radio buttons for a few choices, else a list. */
export function EnumField({ id, field, layout, form }: FieldProps<'enum'>) {
  const { path } = layout;
  const value = savedText(form.saved[path]) || field.default;
  const options = field.choices.map(choiceOption);
  const select = (choice: string) => form.edit({ [path]: choice });
  const isGroup = options.length <= MAX_RADIOS;
  return (
    <LabelledField
      id={id}
      label={field.label}
      about={field.about}
      width={isGroup ? undefined : SELECT_WIDTH}
      isGroup={isGroup}
    >
      {isGroup ? (
        <RadioButtonGroup id={id} aria-label={field.label} options={options} value={value} onChange={select} />
      ) : (
        <Select id={id} options={options} value={value} onChange={select} />
      )}
    </LabelledField>
  );
}

/** Several of a fixed set; none means all. A numeric query takes one metric. */
export function EnumListField({ id, field, queryType, layout, form }: FieldProps<'enumList'>) {
  const box = useInputId(id);
  const { path, width } = layout;
  const selected = savedTexts(form.saved[path]);
  const hasSides = queryType === 'peerStats' && path === 'metrics';
  const options = hasSides ? metricOptions(savedSelection(form.saved)) : field.choices.map(choiceOption);
  const isSingle = path === 'metrics' && form.saved.format === 'numeric';
  const known = new Map(options.map((option) => [option.value, option]));
  return (
    <LabelledField
      id={id}
      label={field.label}
      about={field.about}
      width={isSingle ? SELECT_WIDTH : width}
      canGrow={width === undefined && !isSingle}
    >
      {isSingle ? (
        <Select
          id={id}
          options={options}
          value={selected.length === 1 ? selected[0] : undefined}
          onChange={(metric) => form.edit({ [path]: [metric] })}
        />
      ) : (
        <div ref={box}>
          <MultiCombobox
            id={id}
            options={options}
            value={selected.map((value) => known.get(value) ?? { value, label: value })}
            placeholder={layout.placeholder ? t(layout.placeholder) : emptyText({ id, field, queryType, layout, form })}
            isClearable={width === undefined}
            onChange={(picked) => form.edit({ [path]: picked.map(({ value }) => value) })}
          />
        </div>
      )}
    </LabelledField>
  );
}

/** What an empty list means: all, or in place of several metrics the single one. */
function emptyText({ field, queryType, form }: FieldProps<'enumList'>): string {
  const { fields } = QUERY_TYPES[queryType];
  const single = field.whenEmpty !== undefined && 'metric' in fields ? fields.metric.default : '';
  return single === '' ? t('All') : choiceText(savedText(form.saved.metric) || single);
}

interface SelectProps {
  readonly id: string;
  readonly options: PickerOption[];
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

function Select({ id, options, value, onChange }: SelectProps) {
  const selected = options.find((option) => option.value === value);
  return (
    <Combobox
      id={id}
      options={selected === undefined ? options : selectedFirst([selected.value], options)}
      value={selected ?? null}
      // Escape empties a Combobox that cannot be cleared, though the selection stays.
      placeholder={selected?.label ?? t('Choose one')}
      onChange={(option: ComboboxOption | undefined) => {
        // Against its type it is undefined if Enter found nothing to pick.
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
    />
  );
}
