import { InlineSwitch } from '@grafana/ui';
import type { QueryField } from '../../core';
import { EnumField, EnumListField } from './EnumField';
import type { FieldProps } from './form';
import { IdField } from './IdField';
import { IdListField } from './IdListField';
import { InputField } from './InputField';
import { LabelledField } from './LabelledField';

/** The control for a field of any shape. */
export function FieldControl({ field, ...props }: Omit<FieldProps, 'field'> & { readonly field: QueryField }) {
  switch (field.shape) {
    case 'one':
      return <IdField {...props} field={field} />;
    case 'many':
      return <IdListField {...props} field={field} />;
    case 'choice':
      return <EnumField {...props} field={field} />;
    case 'choices':
      return <EnumListField {...props} field={field} />;
    case 'text':
    case 'count':
      return <InputField {...props} field={field} />;
    case 'flag':
      return <BooleanField {...props} field={field} />;
  }
}

function BooleanField({ id, field, layout, form }: FieldProps<'flag'>) {
  return (
    <LabelledField id={id} label={field.label} about={field.about} layout={layout}>
      <InlineSwitch
        id={id}
        value={form.saved[layout.path] === true}
        onChange={({ currentTarget }) => form.edit({ [layout.path]: currentTarget.checked })}
      />
    </LabelledField>
  );
}
