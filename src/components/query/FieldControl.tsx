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
    case 'id':
      return <IdField {...props} field={field} />;
    case 'idList':
      return <IdListField {...props} field={field} />;
    case 'enum':
      return <EnumField {...props} field={field} />;
    case 'enumList':
      return <EnumListField {...props} field={field} />;
    case 'text':
    case 'integer':
      return <InputField {...props} field={field} />;
    case 'boolean':
      return <BooleanField {...props} field={field} />;
  }
}

function BooleanField({ id, field, layout, form }: FieldProps<'boolean'>) {
  return (
    <LabelledField id={id} label={field.label} about={field.about}>
      <InlineSwitch
        id={id}
        value={form.saved[layout.path] === true}
        onChange={({ currentTarget }) => form.edit({ [layout.path]: currentTarget.checked })}
      />
    </LabelledField>
  );
}
