import { useEffect, useMemo, useRef, useState } from 'react';
import type { TimeRange } from '@grafana/data';
import { Subscription, shareReplay, type Observable } from 'rxjs';
import { mayHaveVariable, missingFrom, QUERY_TYPES, type OptionList, type Outcome, type QueryType } from '../../core';
import type { OptionSource } from '../../options';
import { savedTexts } from '../../savedValues';
import { listQuery, type ListQuery } from './cascade';
import { listOptions } from './listOptions';
import type { PickerOption } from './pickerOption';

/** The fields whose IDs nobody can read. Storm's are names. */
const PATHS = ['roomId', 'roomIds', 'sessionId', 'sessionIds', 'peerIds'];
/** For this many milliseconds the editors of a data source share a list. */
const MAX_AGE = 30_000;

type Saved = Readonly<Record<string, unknown>>;

/** Names of IDs that a query was saved with, from the lists that have them. What cannot be listed has no name. */
export function useNames(
  source: OptionSource,
  range: TimeRange | undefined,
  queryType: QueryType | undefined,
  saved: Saved,
  known: ReadonlyMap<string, PickerOption>
): ReadonlyMap<string, PickerOption> {
  const [found, setFound] = useState<ReadonlyMap<string, PickerOption>>(new Map());
  const loading = useRef(new Map<string, Subscription>());
  useEffect(() => {
    const { current } = loading;
    return () => current.forEach((subscription) => subscription.unsubscribe());
  }, []);
  const names = useMemo(() => new Map([...found, ...known]), [found, known]);
  useEffect(() => {
    if (queryType === undefined || range === undefined) {
      return;
    }
    for (const path of PATHS.filter((each) => Object.hasOwn(QUERY_TYPES[queryType].fields, each))) {
      const list = listQuery(path, saved);
      const isNamed = savedTexts(saved[path]).every((id) => mayHaveVariable(id) || names.has(id));
      const key = JSON.stringify(list);
      if (list === null || isNamed || loading.current.has(key) || isUnfinished(list, source)) {
        continue;
      }
      const subscription = new Subscription();
      loading.current.set(key, subscription);
      subscription.add(
        sharedOptions(source, list, range).subscribe((outcome) => {
          const options = outcome.ok ? listOptions(list.list, outcome.value.options) : [];
          setFound((before) => new Map([...before, ...options.map((option) => [option.value, option] as const)]));
        })
      );
    }
  });
  return names;
}

function isUnfinished(list: ListQuery, { service }: OptionSource): boolean {
  return missingFrom({ ...list, queryType: 'list' }, service).length > 0;
}

interface Shared {
  readonly since: number;
  readonly options: Observable<Outcome<OptionList>>;
}

const shared = new WeakMap<OptionSource, Map<string, Shared>>();

/** One request for all editors of a data source that open at the same time, such as those of one panel. */
function sharedOptions(source: OptionSource, list: ListQuery, range: TimeRange): Observable<Outcome<OptionList>> {
  const lists = shared.get(source) ?? new Map<string, Shared>();
  shared.set(source, lists);
  const key = JSON.stringify([list, String(range.raw.from), String(range.raw.to)]);
  const before = lists.get(key);
  if (before !== undefined && Date.now() - before.since < MAX_AGE) {
    return before.options;
  }
  const options = source
    .options({ refId: 'list', ...list }, range)
    .pipe(shareReplay({ bufferSize: 1, refCount: true }));
  lists.set(key, { since: Date.now(), options });
  return options;
}
