import type { RawTimeRange } from '@grafana/data';
import type { PeerlensQuery } from '../../src/types';

/** What the page's address says, so that a state can be opened and shared. */
export interface Address {
  /** The uid of a data source. */
  readonly ds?: string;
  readonly query?: PeerlensQuery;
  /** Relative as in now-1h, or milliseconds since the epoch as text. */
  readonly range: RawTimeRange;
  readonly theme: 'light' | 'dark';
}

const LAST_HOUR = { from: 'now-1h', to: 'now' };

/** Reads `?ds=&query=&from=&to=&theme=`. What is absent or not readable is left to its default. */
export function readAddress(search: string): Address {
  const asked = new URLSearchParams(search);
  return {
    ds: asked.get('ds') ?? undefined,
    query: readQuery(asked.get('query')),
    range: { from: asked.get('from') ?? LAST_HOUR.from, to: asked.get('to') ?? LAST_HOUR.to },
    theme: asked.get('theme') === 'light' ? 'light' : 'dark',
  };
}

export function writeAddress({ ds, query, range, theme }: Address): string {
  const saved = toJson(query);
  return `?${new URLSearchParams({
    ...(ds === undefined ? {} : { ds }),
    ...(saved === undefined ? {} : { query: saved }),
    from: asText(range.from),
    to: asText(range.to),
    theme,
  }).toString()}`;
}

function asText(time: RawTimeRange['from']): string {
  return typeof time === 'string' ? time : String(time.valueOf());
}

function readQuery(text: string | null): PeerlensQuery | undefined {
  try {
    const query: unknown = JSON.parse(text ?? 'null');
    return typeof query === 'object' && query !== null ? { refId: 'A', ...query } : undefined;
  } catch {
    return undefined;
  }
}

/** A value as JSON; undefined when it has none, such as one that nests thousands deep. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
