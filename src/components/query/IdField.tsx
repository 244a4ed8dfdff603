import { useMemo, useState } from 'react';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import { t } from '../../i18n';
import { savedText } from '../../savedValues';
import { listQuery, pickId } from './dependentFields';
import type { FieldProps } from './form';
import { FreeText } from './FreeText';
import { LabelledField } from './LabelledField';
import { idPlaceholder } from './layout';
import { matchesName, valueOnBlur } from './matchOption';
import { idsTitle, type PickerOption } from './pickerOption';
import { variableOptions } from './variables';

/** One ID or name: picked from a list, typed, pasted, or a variable. */
export function IdField({ id, field, layout, form }: FieldProps<'id'>) {
  const { path, width = 34 } = layout;
  const value = savedText(form.saved[path]);
  const list = form.lists.get(listQuery(path, form.saved));
  const { names } = form.lists;
  const [typed, setTyped] = useState('');
  const [isFocused, setIsFocused] = useState(false);
  // When the selected option is replaced, a Combobox writes its label over what the user types. New names wait until
  // the user has left.
  const [known, setKnown] = useState({ value, names });
  if (known.value !== value || (!isFocused && known.names !== names)) {
    setKnown({ value, names });
  }
  const listed = [...list.options, ...variableOptions()];
  const selected = useMemo(() => known.names.get(value) ?? { value, label: value }, [value, known]);
  // The selected option is the first, for the reason that `selectedFirst` gives.
  const options = [value === '' ? noOption() : selected, ...listed.filter((option) => option.value !== value)];
  const change = (picked: string) => form.edit(pickId(path, picked || undefined, names, form.saved));
  return (
    <LabelledField id={id} label={field.label} about={field.about} width={width}>
      <FreeText
        id={id}
        hint={list.hint}
        title={idsTitle(value === '' ? [] : [selected])}
        onOpen={() => form.open(path)}
        onFocus={setIsFocused}
        onType={setTyped}
        onLeave={(text) => {
          const meant = valueOnBlur(text, options, [value]);
          if (meant !== null && meant !== value) {
            change(meant);
          }
        }}
      >
        <Combobox
          id={id}
          options={options}
          value={value === '' ? null : selected}
          placeholder={idPlaceholder(layout, form)}
          loading={list.isLoading}
          // It would be the first option, and Enter would take it instead of the name that the user types.
          createCustomValue={!matchesName(typed, listed)}
          customValueDescription={t('Use what is typed')}
          isClearable
          onChange={(option: ComboboxOption | null | undefined) => {
            // Undefined if Enter found nothing to pick, null for the clear button. What is typed is no option.
            const text = option?.value ?? '';
            const picked = options.some(({ value }) => value === text) ? text : text.trim();
            if (option !== undefined && picked !== value) {
              change(picked);
            }
          }}
        />
      </FreeText>
    </LabelledField>
  );
}

/** The first line of an empty field's list. The highlight begins there, so leaving the field picks nothing. */
function noOption(): PickerOption {
  return { value: '', label: '', description: t('None') };
}
