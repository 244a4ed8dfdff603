import type { Service } from '../protocol';
import type { FieldTable, ValuesOf } from './field';
import type { QueryBase, QueryReader } from './reader';

/** All that Peerlens knows of a query type before it runs one. */
interface Definition<Name extends string, Fields extends FieldTable> {
  readonly name: Name;
  /** The service that answers it; null for both, and for variables only. */
  readonly service: Service | null;
  /** Its name in the query editor. */
  readonly label: string;
  /** The labels that a filter can be on. Null where filters on unknown labels are ignored: they are meant for other queries of a dashboard. */
  readonly labels: readonly string[] | null;
  readonly fields: Fields;
  /** Reports what a single field cannot tell. */
  readonly check?: (query: ValuesOf<Fields>, reader: QueryReader) => void;
}

/** A parsed query of one type. */
export type QueryOf<Type> =
  Type extends Definition<infer Name, infer Fields>
    ? QueryBase & { readonly queryType: Name } & ValuesOf<Fields>
    : never;

/** Makes a query type of its table. `read` gives a query, and leaves what is wrong with it in the reader. */
export function defineQueryType<const Name extends string, const Fields extends FieldTable>(
  definition: Definition<Name, Fields>
) {
  const { name, fields, check } = definition;
  const read = (reader: QueryReader): QueryBase & { readonly queryType: Name } & ValuesOf<Fields> => {
    const base = reader.base();
    const values = reader.values(fields);
    check?.(values, reader);
    return { queryType: name, ...base, ...values };
  };
  return { ...definition, read };
}
