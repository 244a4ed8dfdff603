import { useEffect, useRef } from 'react';
import type { QueryType, Service } from '../../core';
import { listQuery } from './dependentFields';
import type { Edit } from './editQuery';
import { firstValue } from './firstValue';
import type { OptionLists } from './useOptionLists';

interface Autofill {
  /** Leaves a field of this query type alone, because the user opened it or its list has nothing. */
  readonly pass: (path: string) => void;
  /** Leaves fields alone that the user has set or cleared, in all query types. */
  readonly exclude: (paths: readonly string[]) => void;
}

/**
 * Fills the fields that a query lacks with the variable of the dashboard that is for them, what the demo has prepared,
 * or the first option of their lists: one after the other, a parent before its children, and each once as long as the
 * editor is shown.
 */
export function useAutofill(
  queryType: QueryType | undefined,
  service: Service,
  lacking: readonly string[],
  saved: Readonly<Record<string, unknown>>,
  lists: OptionLists,
  edit: (edit: Edit) => void,
  isFocused: (path: string) => boolean
): Autofill {
  const done = useRef(new Set<string>());
  const keyOf = (path: string) => `${queryType} ${path}`;
  useEffect(() => {
    const path = lacking.find((each) => listQuery(each, saved) !== null);
    if (path === undefined || done.current.has(path) || done.current.has(keyOf(path))) {
      return;
    }
    const list = listQuery(path, saved);
    const { options, loadedAt } = lists.get(list);
    const first = firstValue(path, service) ?? options[0]?.value;
    if (isFocused(path)) {
      // What the user types would end up behind the option's label.
      done.current.add(keyOf(path));
    } else if (first !== undefined) {
      edit({ [path]: first });
    } else if (loadedAt !== null) {
      done.current.add(keyOf(path));
    } else {
      lists.load(list);
    }
  });
  return {
    pass: (path) => done.current.add(keyOf(path)),
    exclude: (paths) => paths.forEach((path) => done.current.add(path)),
  };
}
