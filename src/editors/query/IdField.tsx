import { useMemo, useState } from 'react';
import { Combobox, InlineField } from '@grafana/ui';
import type { FieldProps } from './fieldProps';
import { Hint } from './Hint';
import { findsByName, meantBy } from './ids';
import { plain, type Offered } from './offered';
import { TypedId } from './TypedId';
import type { List } from './useList';
import { variableOptions } from './variables';

/** Stands first in an empty field's list, where the highlight begins, so that passing through picks nothing. */
function nothing(hint: string): Offered {
  // An open list covers the hint below its field.
  return { value: '', label: '', description: hint || 'Type or paste an ID, or pick one' };
}

interface Props extends FieldProps<string> {
  readonly list: List;
  readonly placeholder: string;
  /** In units of 8 px. */
  readonly width: number;
  readonly onChange: (id: string | undefined) => void;
}

/** One ID or name: picked by what a person knows it by, typed, pasted, or a variable. */
export function IdField({ id, field, value, labelWidth, list, placeholder, width, onChange }: Props) {
  const [typed, setTyped] = useState('');
  // A Combobox whose chosen option is replaced writes its label over what is being typed, so what is learned meanwhile waits.
  const [named, setNamed] = useState({ value, names: list.seen });
  if (named.value !== value) {
    setNamed({ value, names: list.seen });
  }
  const chosen = useMemo(() => named.names.get(value) ?? plain(value), [value, named]);
  const first = value === '' ? nothing(list.hint) : chosen;
  const offered = [...list.options, ...variableOptions()];
  // For the same reason as `chosenFirst`.
  const options = [first, ...offered.filter((option) => option.value !== value)];

  const toggled = (isOpen: boolean) => {
    if (isOpen) {
      list.open();
    } else {
      setNamed({ value, names: list.seen });
    }
  };
  const change = (id: string) => onChange(id || undefined);
  const take = (left: string) => {
    const meant = meantBy(left, options, [value]);
    if (meant !== null && meant !== value) {
      change(meant);
    }
  };

  return (
    <InlineField label={field.label} tooltip={field.about} htmlFor={id} labelWidth={labelWidth}>
      <TypedId inputId={id} onToggle={toggled} onType={setTyped} onLeave={take}>
        <Combobox
          id={id}
          width={width}
          options={options}
          value={value === '' ? null : value}
          placeholder={placeholder}
          loading={list.isLoading}
          // It stands first, where Enter would take it for what a person was looking for.
          createCustomValue={!findsByName(typed, offered)}
          customValueDescription="Use what is typed"
          isClearable
          onChange={(option) => {
            // Against its type it is undefined where Enter found nothing to pick; null is the clear button.
            const picked = option?.value.trim() ?? '';
            if (option !== undefined && picked !== value) {
              change(picked);
            }
          }}
        />
        <Hint text={list.hint} />
      </TypedId>
    </InlineField>
  );
}
