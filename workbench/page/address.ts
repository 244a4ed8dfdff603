import { dateTime, rangeUtil, type RawTimeRange, type TimeRange } from '@grafana/data';
import type { PeerlensQuery } from '../../src/types';

/** What the page's address says, so that a state can be opened and shared. */
export interface Address {
  /** The uid of a data source. */
  readonly ds?: string;
  readonly query?: PeerlensQuery;
  /** Relative as in now-1h, or milliseconds since the epoch as text. */
  readonly range: RawTimeRange;
  readonly theme: 'light' | 'dark';
  readonly language: 'en-US' | 'de-DE';
}

/** Reads `?ds=&query=&from=&to=&theme=&language=`. What is absent or not readable is left to its default. */
export function readAddress(search: string): Address {
  const params = new URLSearchParams(search);
  return {
    ds: params.get('ds') ?? undefined,
    query: readQuery(params.get('query')),
    range: { from: params.get('from') ?? 'now-1h', to: params.get('to') ?? 'now' },
    theme: params.get('theme') === 'light' ? 'light' : 'dark',
    language: params.get('language') === 'de-DE' ? 'de-DE' : 'en-US',
  };
}

/** Returns the address of this page with some changes. */
export function changeAddress(changes: Partial<Address>): string {
  const { ds, query, range, ...looks } = { ...readAddress(window.location.search), ...changes };
  const text = (time: RawTimeRange['from']) => (typeof time === 'string' ? time : String(time.valueOf()));
  const params = { ds, query: query && toJson(query), from: text(range.from), to: text(range.to), ...looks };
  const entries = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `?${new URLSearchParams(entries).toString()}`;
}

/** The range that a raw one means now. */
export function resolveRange({ from, to }: RawTimeRange): TimeRange {
  const instant = (time: RawTimeRange['from']) =>
    typeof time === 'string' && /^\d+$/.test(time) ? dateTime(Number(time)) : time;
  return rangeUtil.convertRawToRange({ from: instant(from), to: instant(to) });
}

function readQuery(text: string | null): PeerlensQuery | undefined {
  try {
    const query: unknown = JSON.parse(text ?? 'null');
    return typeof query === 'object' && query !== null ? { refId: 'A', ...query } : undefined;
  } catch {
    return undefined;
  }
}

/** A query as JSON; undefined when it has none, such as one that nests thousands deep. */
function toJson(query: PeerlensQuery): string | undefined {
  try {
    return JSON.stringify(query);
  } catch {
    return undefined;
  }
}
