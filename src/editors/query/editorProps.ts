import type { QueryField, QueryType } from '../../core';
import type { PeerlensQuery } from '../../host/types';
import type { Edit } from './change';
import type { FieldLayout } from './layout';
import type { FirstChoices } from './useFirstChoices';
import type { Lister } from './useList';

/** What the fields of a query are given. */
export interface QueryFieldsProps extends Lister {
  readonly query: PeerlensQuery;
  /** The control of a field, unlike any other on the page. */
  readonly idOf: (path: string) => string;
  /** Absent where nothing is chosen but by a person. */
  readonly firstChoices?: FirstChoices;
  /** Saves an edit and runs the query, if it is finished. */
  readonly edit: (edit: Edit) => void;
  /** Saves an edit that is still going on. */
  readonly draft: (edit: Edit) => void;
  /** Runs the query as it is saved, if it is finished. */
  readonly run: () => void;
}

/** What one field of a query is given. */
export interface QueryFieldProps extends QueryFieldsProps {
  readonly field: QueryField;
  readonly layout: FieldLayout;
  /** The query's fields by path, and what helps to pick. */
  readonly saved: Readonly<Record<string, unknown>>;
}

/** Lists are edited as variables. */
export type EditedType = Exclude<QueryType, 'list'>;

/** Of the labels that begin a row, also where the row breaks; in units of 8 px. */
export const LABEL_WIDTH = 14;
