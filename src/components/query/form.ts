import type { QueryField, QueryType, Service } from '../../core';
import type { PeerlensQuery } from '../../types';
import type { Edit } from './editQuery';
import type { FieldLayout } from './layout';
import type { OptionLists } from './useOptionLists';

/** What the fields of a query share. */
export interface Form {
  readonly query: PeerlensQuery;
  /** The query's fields by path, and the room that narrows the list of sessions. */
  readonly saved: Readonly<Record<string, unknown>>;
  readonly service: Service;
  /** Whether an alert rule runs the query: it needs numbers, and has no variables. */
  readonly isAlertRule: boolean;
  /** Whether the result is shown as annotations. */
  readonly isAnnotation: boolean;
  readonly lists: OptionLists;
  /** The id of a field's control, unique on the page. */
  readonly idOf: (path: string) => string;
  /** Loads the options of a field. */
  readonly open: (path: string) => void;
  /** Saves an edit, and runs the query if it is finished. */
  readonly edit: (edit: Edit) => void;
  /** Saves an edit while the user is still typing. */
  readonly draft: (edit: Edit) => void;
  /** Runs the saved query if it is finished. */
  readonly run: () => void;
}

type Shape = QueryField['shape'];

/** What a field of one of these shapes gets. */
export interface FieldProps<S extends Shape = Shape> {
  readonly id: string;
  readonly field: Extract<QueryField, { readonly shape: S }>;
  readonly queryType: QueryType;
  readonly layout: FieldLayout;
  readonly form: Form;
}
