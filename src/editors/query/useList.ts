import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { dateTime, type TimeRange } from '@grafana/data';
import type { Subscription } from 'rxjs';
import type { DataSource } from '../../host/datasource';
import { whenWas } from '../../host/lists';
import { listedOptions } from './listed';
import type { Asked } from './lists';
import type { Offered } from './offered';

/** Where lists come from, and of which time. */
export interface Lister {
  readonly datasource: Pick<DataSource, 'choices'>;
  /** The last 24 hours where absent, as in an alert rule. */
  readonly range: TimeRange | undefined;
}

/** A list as a field shows it. */
export interface List {
  /** Empty until it was loaded. */
  readonly options: readonly Offered[];
  /** Whatever any list of this field had, so that what was chosen from it keeps its name. By value. */
  readonly seen: ReadonlyMap<string, Offered>;
  /** Why there is nothing to choose, or not all. Empty where all is well. */
  readonly hint: string;
  /** Once loading takes long enough to be worth saying. */
  readonly isLoading: boolean;
  /** Loads it, unless it was just loaded. */
  readonly open: () => void;
}

/** How long a list that was opened is not asked for again, in milliseconds: opening a list twice should not shuffle it. */
const FRESH = 30_000;

const DAY = 86_400_000;

interface Answer {
  /** What was asked. */
  readonly key: string;
  readonly at: number;
  readonly options: readonly Offered[];
  readonly hint: string;
}

/** What an ID field has to choose from, loaded when it is opened, or once it is wanted unopened. A list that fails is a hint and keeps nobody from typing. */
export function useList(asked: Asked | null, { datasource, range }: Lister, isWanted: boolean): List {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<string, Offered>>(new Map());
  const [loading, setLoading] = useState<string | null>(null);
  const running = useRef<Subscription>();
  useEffect(() => () => running.current?.unsubscribe(), []);
  const isSlow = useIsLong(loading !== null);

  const key = JSON.stringify([asked, String(range?.raw.from), String(range?.raw.to)]);
  const current = answer?.key === key ? answer : null;

  const open = () => {
    const isFresh = current !== null && current.options.length > 0 && Date.now() - current.at < FRESH;
    if (asked === null || isFresh || loading === key) {
      return;
    }
    running.current?.unsubscribe();
    if ('first' in asked) {
      setLoading(null);
      setAnswer({ key, at: Date.now(), options: [], hint: asked.first });
      return;
    }
    setLoading(key);
    const { list } = asked;
    const within = range ?? lastDay();
    running.current = datasource.choices({ refId: 'list', ...list }, within).subscribe(({ entries, hint }) => {
      const options = listedOptions(list.list, entries);
      const isNone = entries.length === 0 && list.list === 'sessions';
      setLoading(null);
      setAnswer({ key, at: Date.now(), options, hint: isNone ? `${hint} ${lookedAt(within)}` : hint });
      setSeen((before) => new Map([...before, ...options.map((option) => [option.value, option] as const)]));
    });
  };
  const load = useRef(open);
  useLayoutEffect(() => {
    load.current = open;
  });
  useEffect(() => {
    if (isWanted) {
      load.current();
    }
  }, [isWanted, key]);
  return {
    options: current?.options ?? [],
    seen,
    hint: current?.hint ?? '',
    isLoading: isSlow && loading === key,
    open,
  };
}

/** Milliseconds. A spinner that is exchanged before its icon has arrived stays on Grafana 12.3's screen. */
const LONG = 400;

/** Whether something has been going on for long. */
function useIsLong(isGoingOn: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isGoingOn) {
      return;
    }
    const timer = setTimeout(() => setIsLong(true), LONG);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isGoingOn]);
  return isLong;
}

type Range = Pick<TimeRange, 'from' | 'to'>;

function lastDay(): Range {
  const now = Date.now();
  return { from: dateTime(now - DAY), to: dateTime(now) };
}

/** Calls are listed of the time range alone, and who misses one should know. */
function lookedAt({ from, to }: Range): string {
  const [start, end] = [from, to].map((time) => whenWas({ start: time.valueOf(), end: null }));
  return `Looked at: ${start} to ${end}.`;
}
