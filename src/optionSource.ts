import { dateTimeFormat, type ScopedVars } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { Observable } from 'rxjs';
import { joinDetails, type Option, type OptionList, type Outcome, type Service } from './core';
import type { FromTo, PeerlensQuery } from './types';

/** What editors and variables need of the data source. */
export interface OptionSource {
  readonly service: Service;
  /** Runs a `list` query. A failure is a value. */
  readonly options: (list: PeerlensQuery, range: FromTo, scopedVars?: ScopedVars) => Observable<Outcome<OptionList>>;
}

/** When something was, in the reader's time zone: `2026-11-22 16:40 – 16:52`. Empty if it has no start. */
export function formatPeriod({ start, end }: Pick<Option, 'start' | 'end'>, timeZone?: TimeZone): string {
  if (typeof start !== 'number') {
    return '';
  }
  const from = dateTimeFormat(start, { timeZone, format: 'YYYY-MM-DD HH:mm' });
  return typeof end === 'number' ? `${from} – ${formatTime(end, timeZone)}` : from;
}

/** A time of day, `16:40`. Empty for no time. */
export function formatTime(time: number | null | undefined, timeZone?: TimeZone): string {
  return typeof time === 'number' ? dateTimeFormat(time, { timeZone, format: 'HH:mm' }) : '';
}

/** Adds the value to texts that several options share. */
export function withDistinctTexts<T extends { readonly text: string; readonly value: string }>(
  options: readonly T[]
): T[] {
  const counts = new Map<string, number>();
  for (const { text } of options) {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return options.map((option) =>
    (counts.get(option.text) ?? 0) > 1 ? { ...option, text: joinDetails(option.text, option.value) } : option
  );
}
