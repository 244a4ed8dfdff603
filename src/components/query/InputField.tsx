import { useEffect, useRef, useState } from 'react';
import { Input } from '@grafana/ui';
import { t } from '../../i18n';
import type { FieldProps } from './form';
import { LabelledField } from './LabelledField';

/** In units of 8 px. */
const NUMBER_WIDTH = 14;

/**
 * A text, or a whole number. It is saved while the user types; the query runs when they leave the field or press Enter.
 */
export function InputField({ id, field, layout, form }: FieldProps<'text' | 'integer'>) {
  const { path, placeholder } = layout;
  const saved = toText(form.saved[path]);
  const [typed, setTyped] = useState(saved);
  const isTouched = useRef(false);
  useEffect(() => {
    if (!isTouched.current) {
      setTyped(saved);
    }
  }, [saved]);
  const limits = field.shape === 'integer' ? { min: field.min ?? 1, max: field.max } : null;
  const read = (text: string) => (limits === null ? text : parseCount(text, limits));
  const finish = () => {
    if (isTouched.current) {
      isTouched.current = false;
      form.run();
    }
  };
  return (
    <LabelledField
      id={id}
      label={field.label}
      about={field.about}
      width={limits === null ? undefined : NUMBER_WIDTH}
      canGrow={limits === null}
      error={
        limits !== null && read(typed) === null ? t('Enter a whole number from {{min}} to {{max}}.', limits) : null
      }
    >
      <Input
        id={id}
        {...(field.shape === 'text' ? {} : { type: 'number', suffix: field.unit && t(field.unit), ...limits })}
        value={typed}
        placeholder={field.shape === 'integer' ? String(field.default) : placeholder && t(placeholder)}
        onChange={({ currentTarget }) => {
          isTouched.current = true;
          setTyped(currentTarget.value);
          const value = read(currentTarget.value);
          if (value !== null) {
            form.draft({ [path]: value });
          }
        }}
        onBlur={finish}
        onKeyDown={({ key }) => {
          if (key === 'Enter') {
            finish();
          }
        }}
      />
    </LabelledField>
  );
}

function toText(saved: unknown): string {
  return typeof saved === 'string' || typeof saved === 'number' ? String(saved) : '';
}

/** A typed count: undefined if nothing is typed, null if it is no whole number within the limits. */
function parseCount(text: string, { min, max }: { min: number; max: number }): number | undefined | null {
  if (text.trim() === '') {
    return undefined;
  }
  const count = Number(text);
  return Number.isInteger(count) && count >= min && count <= max ? count : null;
}
