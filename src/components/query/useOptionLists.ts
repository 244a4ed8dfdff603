import { useEffect, useMemo, useRef, useState } from 'react';
import { dateTime, type TimeRange } from '@grafana/data';
import { Subscription } from 'rxjs';
import { missingFrom } from '../../core';
import { t } from '../../i18n';
import type { ListQuery } from '../../idFields';
import { formatPeriod, type OptionSource } from '../../optionSource';
import type { FromTo } from '../../types';
import { listOptions } from './listOptions';
import type { PickerOption } from './pickerOption';

interface OptionList {
  readonly options: readonly PickerOption[];
  /** Why there are no options, or not all. Empty if all is well. */
  readonly hint: string;
  readonly isLoading: boolean;
  /** When it was loaded, milliseconds; null before. */
  readonly loadedAt: number | null;
}

/** The lists of a query form. A list that fails is a hint; users can still type. */
export interface OptionLists {
  readonly get: (list: ListQuery | null) => OptionList;
  /** Loads a list, unless it is loading or was just loaded. */
  readonly load: (list: ListQuery | null) => void;
  /** Loads a list once for the names of its options, without a hint. Without a range it loads none. */
  readonly loadNames: (list: ListQuery | null) => void;
  /** The options of all lists by value, so that a selected ID keeps its name. */
  readonly names: ReadonlyMap<string, PickerOption>;
}

/** For this many milliseconds a list is not loaded again: opening it twice should not reorder it. */
const MAX_AGE = 30_000;
/** Milliseconds. A spinner that disappears before its icon has arrived stays on the screen of Grafana 12.3. */
const SPINNER_DELAY = 400;
const DAY = 86_400_000;
const EMPTY: OptionList = { options: [], hint: '', isLoading: false, loadedAt: null };

/** Loads lists within the range, or within the last 24 hours if there is none, as in an alert rule. */
export function useOptionLists(source: OptionSource, range: TimeRange | undefined): OptionLists {
  const [lists, setLists] = useState<ReadonlyMap<string, OptionList>>(new Map());
  const loading = useRef(new Map<string, Subscription>());
  useEffect(() => {
    const { current } = loading;
    return () => current.forEach((subscription) => subscription.unsubscribe());
  }, []);
  const names = useMemo(
    () => new Map([...lists.values()].flatMap(({ options }) => options.map((option) => [option.value, option]))),
    [lists]
  );
  const missingIn = (list: ListQuery) => missingFrom({ ...list, queryType: 'list' }, source.service);
  const keyOf = (list: ListQuery) => JSON.stringify([list, String(range?.raw.from), String(range?.raw.to)]);
  const get = (list: ListQuery | null) => (list === null ? undefined : lists.get(keyOf(list))) ?? EMPTY;
  const load = (list: ListQuery | null) => {
    const { options, loadedAt } = get(list);
    const isFresh = options.length > 0 && loadedAt !== null && Date.now() - loadedAt < MAX_AGE;
    if (list === null || isFresh || loading.current.has(keyOf(list))) {
      return;
    }
    const key = keyOf(list);
    const put = (change: Partial<OptionList>) =>
      setLists((before) => new Map(before).set(key, { ...(before.get(key) ?? EMPTY), ...change }));
    const missing = missingIn(list);
    if (missing.length > 0) {
      put({
        hint: t('{{missing}}, so there is nothing to choose from.', {
          missing: missing.map((text) => t(text)).join('; '),
        }),
        loadedAt: Date.now(),
      });
      return;
    }
    const spinner = setTimeout(() => put({ isLoading: true }), SPINNER_DELAY);
    const subscription = new Subscription(() => clearTimeout(spinner));
    loading.current.set(key, subscription);
    const within = range ?? { from: dateTime(Date.now() - DAY), to: dateTime() };
    subscription.add(
      source.options({ refId: 'list', ...list }, within).subscribe((outcome) => {
        loading.current.delete(key);
        subscription.unsubscribe();
        const { options: entries, hint } = outcome.ok ? outcome.value : { options: [], hint: outcome.failure.message };
        const isNoCall = list.list === 'sessions' && entries.length === 0;
        put({
          options: listOptions(list.list, entries),
          hint: isNoCall ? `${t(hint)} ${searchedText(within)}` : t(hint),
          isLoading: false,
          loadedAt: Date.now(),
        });
      })
    );
  };
  const loadNames = (list: ListQuery | null) => {
    const key = `names ${JSON.stringify(list)}`;
    if (list === null || range === undefined || loading.current.has(key) || missingIn(list).length > 0) {
      return;
    }
    const subscription = new Subscription();
    loading.current.set(key, subscription);
    subscription.add(
      source.options({ refId: 'list', ...list }, range).subscribe((outcome) => {
        const options = outcome.ok ? listOptions(list.list, outcome.value.options) : [];
        setLists((before) => new Map(before).set(key, { ...EMPTY, options }));
      })
    );
  };
  return { get, load, loadNames, names };
}

/** A list has only the calls within the time range, which users may not expect. */
function searchedText({ from, to }: FromTo): string {
  const [start, end] = [formatPeriod({ start: from.valueOf() }), formatPeriod({ start: to.valueOf() })];
  return t('Searched from {{start}} to {{end}}.', { start, end });
}
