import { useEffect, useRef } from 'react';
import type { QueryType, Service } from '../../core';
import { listQuery } from './dependentFields';
import type { Edit } from './editQuery';
import { firstValue } from './firstValue';
import type { OptionLists } from './useOptionLists';

interface Autofill {
  /** Does not fill a field of this query type again, because the user opened it or its list has nothing. */
  readonly skip: (path: string) => void;
  /** Does not fill fields again that the user has set or cleared, in all query types. */
  readonly neverFill: (paths: readonly string[]) => void;
}

/**
 * Fills the missing fields of a query with the dashboard's variable for them, an ID of the demo, or the first option of
 * their lists. It fills one after the other, a parent before its children, and each once while the editor is shown.
 */
export function useAutofill(
  queryType: QueryType | undefined,
  service: Service,
  missing: readonly string[],
  saved: Readonly<Record<string, unknown>>,
  lists: OptionLists,
  edit: (edit: Edit) => void,
  isFocused: (path: string) => boolean
): Autofill {
  const handled = useRef(new Set<string>());
  const keyOf = (path: string) => `${queryType} ${path}`;
  useEffect(() => {
    const path = missing.find((each) => listQuery(each, saved) !== null);
    if (path === undefined || handled.current.has(path) || handled.current.has(keyOf(path))) {
      return;
    }
    const list = listQuery(path, saved);
    const { options, loadedAt } = lists.get(list);
    const first = firstValue(path, service) ?? options[0]?.value;
    if (isFocused(path)) {
      // What the user types would end up behind the option's label.
      handled.current.add(keyOf(path));
    } else if (first !== undefined) {
      edit({ [path]: first });
    } else if (loadedAt !== null) {
      handled.current.add(keyOf(path));
    } else {
      lists.load(list);
    }
  });
  return {
    skip: (path) => handled.current.add(keyOf(path)),
    neverFill: (paths) => paths.forEach((path) => handled.current.add(path)),
  };
}
