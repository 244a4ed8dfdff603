import { useEffect } from 'react';
import type { QueryField } from '../../core';
import { LABEL_WIDTH, type QueryFieldProps } from './editorProps';
import { IdField } from './IdField';
import { BETWEEN_IDS, BETWEEN_NAMES } from './ids';
import { IdsField } from './IdsField';
import { askedFor } from './lists';
import { picked } from './picked';
import { textOf, textsOf } from './saved';
import { useList } from './useList';

interface Props extends Pick<
  QueryFieldProps,
  'layout' | 'saved' | 'idOf' | 'firstChoices' | 'edit' | 'datasource' | 'range'
> {
  readonly field: Extract<QueryField, { readonly shape: 'one' | 'many' }>;
}

/** Of a field whose layout names none; in units of 8 px. */
const WIDTH = 34;

/** The names that Storm gives are written by people. */
const NAMED_BY_PEOPLE: readonly string[] = ['streamKeys', 'substreams'];

/** A field for IDs, with a list to pick them from where there is one. */
export function PickedField({ field, layout, saved, idOf, firstChoices, edit, datasource, range }: Props) {
  const { path, placeholder = 'ID or $variable', width = WIDTH } = layout;
  const isTurn = firstChoices?.turn === path;
  const list = useList(askedFor(path, saved), { datasource, range }, isTurn);
  const [first] = list.options;
  useEffect(() => {
    if (isTurn && first !== undefined) {
      edit({ [path]: first.value });
    } else if (isTurn && list.hint !== '') {
      firstChoices.pass(path);
    }
  });
  const open = () => {
    // Whoever opens it is about to choose.
    firstChoices?.pass(path);
    list.open();
  };
  const shared = {
    id: idOf(path),
    labelWidth: layout.isBeside ? undefined : LABEL_WIDTH,
    list: { ...list, open },
    placeholder,
  };
  return field.shape === 'one' ? (
    <IdField
      {...shared}
      field={field}
      width={width}
      value={textOf(saved[path])}
      onChange={(id) => edit(picked(path, id, list.seen, saved))}
    />
  ) : (
    <IdsField
      {...shared}
      field={field}
      value={textsOf(saved[path])}
      between={NAMED_BY_PEOPLE.includes(path) ? BETWEEN_NAMES : BETWEEN_IDS}
      onChange={(ids) => edit({ [path]: ids })}
    />
  );
}
