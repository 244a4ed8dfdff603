import { useState } from 'react';
import { MultiCombobox } from '@grafana/ui';
import { t } from '../../i18n';
import { savedTexts } from '../../savedValues';
import { listQuery } from './dependentFields';
import type { FieldProps } from './form';
import { FreeText } from './FreeText';
import { LabelledField } from './LabelledField';
import { idPlaceholder } from './layout';
import { matchesName, valueOnEnter, valueOnBlur, splitIds } from './matchOption';
import { choiceOption, idsTitle, selectedFirst, type PickerOption } from './pickerOption';
import { variableOptions } from './variables';

/** Several IDs or names: picked from a list, typed, pasted, or variables. */
export function IdListField({ id, field, layout, form }: FieldProps<'idList'>) {
  const { path } = layout;
  const value = savedTexts(form.saved[path]);
  const list = form.lists.get(listQuery(path, form.saved));
  const [typed, setTyped] = useState('');
  const isSelected = new Set(value);
  const isOne = (text: string) => isSelected.has(text) || (field.isFreeName && form.lists.names.has(text));
  const split = (text: string) => (isOne(text) ? [text] : splitIds(text, field.isFreeName));
  // An option of several IDs disappears once all of them are selected.
  const isUsedUp = ({ value: ids }: PickerOption) =>
    ids.includes(',') && split(ids).every((each) => isSelected.has(each));
  const known = (field.known ?? []).map(choiceOption);
  const listed = [...known, ...list.options, ...variableOptions()].filter((option) => !isUsedUp(option));
  const options = selectedFirst(value, listed, form.lists.names);
  const selected = options
    .slice(0, value.length)
    .map(({ name, ...option }) => ({ ...option, label: name ?? option.label }));
  const select = (texts: readonly string[]) => form.edit({ [path]: [...new Set(texts.flatMap(split))] });
  const add = (text: string | null) => {
    const added = split(text ?? '').filter((each) => !isSelected.has(each));
    if (added.length > 0) {
      select([...value, ...added]);
    }
    return text !== null;
  };
  return (
    <LabelledField id={id} label={field.label} about={field.about} canGrow>
      <FreeText
        id={id}
        hint={list.hint}
        title={idsTitle(selected)}
        onOpen={() => form.open(path)}
        onType={setTyped}
        onEnter={(text) => add(valueOnEnter(text, options))}
        onLeave={(text) => add(valueOnBlur(text, options, value))}
        onPaste={(text) => split(text).length > 1 && add(text)}
      >
        <MultiCombobox
          id={id}
          options={options}
          value={selected}
          placeholder={idPlaceholder(layout, form)}
          loading={list.isLoading}
          createCustomValue={!matchesName(typed, listed)}
          customValueDescription={t('Use what is typed')}
          isClearable
          onChange={(picked) => select(picked.map((option) => option.value))}
        />
      </FreeText>
    </LabelledField>
  );
}
