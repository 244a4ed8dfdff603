import { useState } from 'react';
import { InlineField, MultiCombobox, type ComboboxOption } from '@grafana/ui';
import { chosenFirst } from './chosenFirst';
import type { FieldProps } from './fieldProps';
import { Hint } from './Hint';
import { confirmedBy, findsByName, meantBy, splitIds } from './ids';
import type { Offered } from './offered';
import { TypedIds } from './TypedIds';
import { useGrowing } from './useGrowing';
import type { List } from './useList';
import { variableOptions } from './variables';

interface Props extends FieldProps<readonly string[]> {
  readonly list: List;
  /** What stands between two of these IDs in a text. */
  readonly between: RegExp;
  readonly placeholder: string;
  readonly onChange: (ids: string[]) => void;
}

/** Several IDs or names: picked by what a person knows them by, typed, pasted in one go, or variables. */
export function IdsField({ id, field, value, labelWidth, list, between, placeholder, onChange }: Props) {
  const growing = useGrowing();
  const [typed, setTyped] = useState('');
  // One option can stand for several IDs, until they are all chosen.
  const taken = new Set(value);
  const isTaken = ({ value: ids }: Offered) =>
    ids.includes(',') && splitIds(ids, between).every((each) => taken.has(each));
  const offered = [...list.options, ...variableOptions()].filter((option) => !isTaken(option));
  const options = chosenFirst(value, offered, list.seen);
  const chosen = options
    .slice(0, value.length)
    .map(({ name, ...option }) => ({ ...option, label: name ?? option.label }));
  const choose = (ids: readonly string[]) => onChange([...new Set(ids.flatMap((text) => splitIds(text, between)))]);

  const add = (text: string) => {
    const ids = splitIds(text, between).filter((each) => !taken.has(each));
    if (ids.length > 0) {
      choose([...value, ...ids]);
    }
  };
  const addConfirmed = (text: string) => {
    const meant = confirmedBy(text, options);
    add(meant ?? '');
    return meant !== null;
  };
  const addMeant = (text: string) => add(meantBy(text, options, value) ?? '');
  const addSeveral = (text: string) => {
    const several = splitIds(text, between).length > 1;
    if (several) {
      add(text);
    }
    return several;
  };

  return (
    <InlineField label={field.label} tooltip={field.about} htmlFor={id} labelWidth={labelWidth} className={growing}>
      <TypedIds
        inputId={id}
        onToggle={(isOpen) => isOpen && list.open()}
        onType={setTyped}
        onEnter={addConfirmed}
        onLeave={addMeant}
        onPaste={addSeveral}
      >
        <MultiCombobox
          id={id}
          options={list.hint !== '' && options.length === 0 ? [hintLine(list.hint)] : options}
          value={chosen}
          placeholder={placeholder}
          loading={list.isLoading}
          createCustomValue={!findsByName(typed, offered)}
          customValueDescription="Use what is typed"
          isClearable
          onChange={(picked) => choose(picked.map((option) => option.value))}
        />
        <Hint text={list.hint} />
      </TypedIds>
    </InlineField>
  );
}

/** A line that cannot be picked, as an open list covers the hint below its field. */
function hintLine(hint: string): ComboboxOption {
  return { value: hint, label: hint, infoOption: true };
}
