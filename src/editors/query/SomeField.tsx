import type { QueryField } from '../../core';
import { ChoicesField } from './ChoicesField';
import { LABEL_WIDTH, type QueryFieldProps } from './editorProps';
import { ListField } from './ListField';
import { metricOptions } from './metrics';
import type { Offered } from './offered';
import { textsOf } from './saved';
import { wordFor } from './words';

interface Props extends QueryFieldProps {
  readonly field: Extract<QueryField, { readonly shape: 'choices' }>;
}

/** Some of a closed set. Of metrics those that the chosen sides and kinds report, and one alone in a numeric answer. */
export function SomeField({ field, layout, saved, query, idOf, edit }: Props) {
  const { path, width } = layout;
  const chosen = textsOf(saved[path]);
  const shared = {
    id: idOf(path),
    field,
    labelWidth: layout.isBeside ? undefined : LABEL_WIDTH,
    options: optionsOf(path, field.choices, saved),
  };
  if (path === 'metrics' && query.format === 'numeric') {
    const only = chosen.length === 1 ? (chosen[0] ?? '') : '';
    return <ListField {...shared} value={only} onChange={(metric) => edit({ metrics: [metric] })} />;
  }
  return <ChoicesField {...shared} width={width} value={chosen} onChange={(choices) => edit({ [path]: choices })} />;
}

function optionsOf(path: string, choices: readonly string[], saved: Props['saved']): Offered[] {
  if (path === 'metrics') {
    const [sides, kinds, metrics] = [saved.sides, saved.kinds, saved.metrics].map(textsOf);
    return metricOptions({ sides: sides ?? [], kinds: kinds ?? [], metrics: metrics ?? [] });
  }
  return choices.map((choice) => ({ value: choice, label: wordFor(choice) }));
}
