import { ChoiceField } from './ChoiceField';
import { CountField } from './CountField';
import { LABEL_WIDTH, type QueryFieldProps } from './editorProps';
import { FlagField } from './FlagField';
import { LegendField } from './LegendField';
import { PickedField } from './PickedField';
import { textOf } from './saved';
import { SomeField } from './SomeField';

/** The control for one field of a query, by the field's shape. */
export function QueryFieldControl(props: QueryFieldProps) {
  const { field, layout, saved, idOf, edit, draft, run } = props;
  const { path } = layout;
  const shared = { id: idOf(path), labelWidth: layout.isBeside ? undefined : LABEL_WIDTH };
  const text = textOf(saved[path]);
  switch (field.shape) {
    case 'one':
    case 'many':
      return <PickedField {...props} field={field} />;
    case 'choices':
      return <SomeField {...props} field={field} />;
    case 'choice':
      return (
        <ChoiceField
          {...shared}
          field={field}
          value={text || field.fallback}
          onChange={(choice) => edit({ [path]: choice })}
        />
      );
    case 'text':
      return (
        <LegendField
          {...shared}
          field={field}
          value={typeof saved[path] === 'string' ? saved[path] : ''}
          placeholder={layout.placeholder ?? ''}
          onChange={(template) => draft({ [path]: template })}
          onDone={run}
        />
      );
    case 'count':
      return (
        <CountField
          {...shared}
          field={field}
          value={text}
          onChange={(count) => draft({ [path]: count })}
          onDone={run}
        />
      );
    case 'flag':
      return (
        <FlagField {...shared} field={field} value={saved[path] === true} onChange={(isOn) => edit({ [path]: isOn })} />
      );
  }
}
