import type { Service } from '../protocol';
import type { FieldTable, ValuesOf } from './field';
import type { QueryBase, QueryReader } from './reader';

/** Everything that Peerlens knows about a query type before it runs one. */
interface Definition<Name extends string, Fields extends FieldTable> {
  readonly name: Name;
  /** The service that has it; null for both, and only for variables. */
  readonly service: Service | null;
  /** Its name in the query editor. */
  readonly label: string;
  /** The labels that filters can use. */
  readonly labels: readonly string[];
  /** Whether filters on other labels are ignored, because they are for other queries of a dashboard. */
  readonly ignoresOtherFilters?: true;
  readonly fields: Fields;
  /** Reports problems that a single field cannot show. */
  readonly check?: (query: ValuesOf<Fields>, reader: QueryReader) => void;
}

/** A parsed query of one type. */
export type QueryOf<Type> =
  Type extends Definition<infer Name, infer Fields>
    ? QueryBase & { readonly queryType: Name } & ValuesOf<Fields>
    : never;

/** Makes a query type from its table. `read` returns a query; the reader collects the problems with it. */
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
