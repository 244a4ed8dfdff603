import { useState } from 'react';
import { Stack } from '@grafana/ui';
import { QUERY_TYPES, type QueryField } from '../../core';
import type { EditedType, QueryFieldsProps } from './editorProps';
import { LAYOUTS, shownRows, type FieldLayout } from './layout';
import { QueryFieldControl } from './QueryFieldControl';
import { QueryOptions } from './QueryOptions';
import { textOf } from './saved';
import { setWords } from './setWords';

interface Props extends QueryFieldsProps {
  readonly queryType: EditedType;
}

/** Narrows the list of calls, for a person who knows the room. No query saves it: a session is of one room. */
const PICKERS_ROOM: QueryField = {
  shape: 'one',
  required: false,
  label: 'Room',
  about: 'Lists the calls of this room alone. A help to find the session; it is not saved with the query.',
};

/** The fields of a query of any type, made from the core's table of it. */
export function QueryFields({ queryType, ...props }: Props) {
  const { query, edit } = props;
  const [room, setRoom] = useState<unknown>('');
  const fields: Readonly<Record<string, QueryField>> = { room: PICKERS_ROOM, ...QUERY_TYPES[queryType].fields };
  const saved = { room, ...query };
  const { rows, options } = LAYOUTS[queryType];
  const shownOptions = shownRows(options, query, queryType);

  const control = (layout: FieldLayout) => {
    const field = fields[layout.path];
    return (
      field && (
        <QueryFieldControl
          {...props}
          // Another type's field of the same name begins anew.
          key={`${queryType} ${layout.path}`}
          field={field}
          layout={layout}
          saved={saved}
          edit={layout.path === 'room' ? (change) => setRoom(textOf(change.room)) : edit}
        />
      )
    );
  };
  const drawn = (shown: typeof rows) =>
    shown.map((row) => (
      <Stack key={row[0]?.path} wrap="wrap" gap={0}>
        {row.map(control)}
      </Stack>
    ));
  const set = shownOptions.flat().flatMap(({ path }) => (fields[path] ? setWords(path, fields[path], saved) : []));
  return (
    <>
      {drawn(shownRows(rows, query, queryType))}
      {options.length > 0 && <QueryOptions set={set.filter(Boolean)}>{drawn(shownOptions)}</QueryOptions>}
    </>
  );
}
