import { InlineSwitch, Stack } from '@grafana/ui';
import type { QueryField, QueryType } from '../../core';
import { EnumField, EnumListField } from './EnumField';
import type { FieldProps, Form } from './form';
import { IdField } from './IdField';
import { IdListField } from './IdListField';
import { InputField } from './InputField';
import { LabelledField } from './LabelledField';
import { queryFieldsOf, LAYOUTS, visibleRows, type Row } from './layout';
import { MoreOptions } from './MoreOptions';
import { summarize } from './optionsSummary';

interface Props {
  readonly queryType: QueryType;
  readonly form: Form;
}

/** The fields of a query type, made from the core's table of it. */
export function QueryFields({ queryType, form }: Props) {
  const { query, saved, idOf } = form;
  const { rows, more = [] } = LAYOUTS[queryType];
  const fields = queryFieldsOf(queryType, form);
  const visible = (all: readonly Row[]) => visibleRows(all, query, queryType);
  const toRows = (all: readonly Row[]) =>
    visible(all).map((row) => (
      <Stack key={row[0]?.path} wrap="wrap" gap={0}>
        {row.map((layout) => {
          const { path } = layout;
          const field = fields[path];
          const props = { id: idOf(path), layout, form, queryType };
          // A format that is the only one needs no choice.
          const isFixed =
            path === 'format' && (form.isAnnotation || (field?.shape === 'enum' && field.choices.length === 1));
          // With this key, a field of the same name in another type starts afresh.
          return field && !isFixed && <FieldControl key={`${queryType} ${path}`} {...props} field={field} />;
        })}
      </Stack>
    ));
  const summary = visible(more)
    .flat()
    .flatMap(({ path }) => (fields[path] ? summarize(path, fields[path], saved) : []));
  return (
    <>
      {toRows(rows)}
      {visible(more).length > 0 && <MoreOptions summary={summary.filter(Boolean)}>{toRows(more)}</MoreOptions>}
    </>
  );
}

/** The control for a field of any shape. */
function FieldControl({ field, ...props }: Omit<FieldProps, 'field'> & { readonly field: QueryField }) {
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
