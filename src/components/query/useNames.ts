import { useEffect } from 'react';
import { mayHaveVariable, QUERY_TYPES, type QueryType } from '../../core';
import { ID_FIELDS, NAMED_LISTS, narrowedList } from '../../idFields';
import { savedTexts } from '../../savedValues';
import type { OptionLists } from './useOptionLists';

/** Loads the names of IDs that a query was saved with, from the lists that have them. */
export function useNames(
  queryType: QueryType | undefined,
  saved: Readonly<Record<string, unknown>>,
  { names, loadNames }: OptionLists
): void {
  useEffect(() => {
    const fields = queryType === undefined ? {} : QUERY_TYPES[queryType].fields;
    for (const list of NAMED_LISTS) {
      const ids = ID_FIELDS[list].flatMap((path) => (Object.hasOwn(fields, path) ? savedTexts(saved[path]) : []));
      if (!ids.every((id) => mayHaveVariable(id) || names.has(id))) {
        loadNames(narrowedList(list, saved));
      }
    }
  });
}
