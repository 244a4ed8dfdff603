import { CoreApp, type TimeRange } from '@grafana/data';
import { queryTypesOf } from '../core';
import type { OptionSource } from '../options';
import type { PeerlensQuery } from '../types';
import { QueryForm } from './query/QueryForm';

/** What Grafana passes to an editor of a query, as far as it is used. */
export interface EditorProps {
  readonly query: PeerlensQuery;
  readonly datasource: OptionSource;
  readonly range?: TimeRange;
  readonly onChange: (query: PeerlensQuery) => void;
}

interface Props extends EditorProps {
  readonly app?: CoreApp;
  readonly onRunQuery: () => void;
}

/** Edits one query. In Explore it fills in the IDs that the query lacks, so that users see data at once. */
export function QueryEditor({ app, ...props }: Props) {
  return <QueryForm {...props} types={queryTypesOf(props.datasource.service)} isAutofilled={app === CoreApp.Explore} />;
}
