import type { ComboboxOption } from '@grafana/ui';
import type { PeerlensQuery } from '../../host/types';
import type { Edit } from './change';

/** What the fields of a query type are given. */
export interface QueryFieldsProps {
  readonly query: PeerlensQuery;
  /** The control of a field, unlike any other on the page. */
  readonly idOf: (path: string) => string;
  /** What an ID field offers beside what is chosen. */
  readonly offeredFor: (path: string) => readonly ComboboxOption[];
  /** Saves an edit and runs the query, if it is finished. */
  readonly edit: (edit: Edit) => void;
  /** Saves an edit that is still going on. */
  readonly draft: (edit: Edit) => void;
  /** Runs the query as it is saved, if it is finished. */
  readonly run: () => void;
}

/** Of the labels that begin a row, also where the row breaks; in units of 8 px. */
export const LABEL_WIDTH = 14;
