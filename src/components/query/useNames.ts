import { useEffect } from 'react';
import { mayHaveVariable, QUERY_TYPES, type QueryType } from '../../core';
import { savedTexts } from '../../savedValues';
import { listQuery } from './cascade';
import type { OptionLists } from './useOptionLists';

/** The fields whose IDs nobody can read. Storm's are names. */
const PATHS = ['roomId', 'roomIds', 'sessionId', 'sessionIds', 'peerIds'];

/** Loads the names of IDs that a query was saved with, from the lists that have them. */
export function useNames(
  queryType: QueryType | undefined,
  saved: Readonly<Record<string, unknown>>,
  { names, loadNames }: OptionLists
): void {
  useEffect(() => {
    const fields = queryType === undefined ? {} : QUERY_TYPES[queryType].fields;
    for (const path of PATHS.filter((each) => Object.hasOwn(fields, each))) {
      if (!savedTexts(saved[path]).every((id) => mayHaveVariable(id) || names.has(id))) {
        loadNames(listQuery(path, saved));
      }
    }
  });
}
