import { dataFrameFromJSON, FieldType, type DataFrame, type DataFrameJSON } from '@grafana/data';
import { resolveRange } from './address';
import type { Run } from './run';

/** Whether the backend answers a query as the browser did. */
export interface Comparison {
  readonly isEqual: boolean;
  readonly text: string;
}

/**
 * Sends the query of a run to the backend, and compares. A substream changes every second, and the backend does not
 * know that a range ended now, so a difference counts only if a second run, made at the same time as the backend's,
 * differs too.
 */
export async function compareHosts(run: Run, runAgain: (run: Run) => Promise<Run>): Promise<Comparison> {
  const first = compare(run, await askBackend(run));
  if (first.isEqual) {
    return first;
  }
  const now = { ...run, range: resolveRange(run.range.raw) };
  const [again, answer] = await Promise.all([runAgain(now), askBackend(now)]);
  return compare(again, answer);
}

export interface BackendAnswer {
  readonly frames?: DataFrameJSON[];
  readonly error?: string;
}

async function askBackend({ query, range }: Run): Promise<BackendAnswer> {
  const body = { queries: [query], from: String(range.from.valueOf()), to: String(range.to.valueOf()) };
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch('/api/ds/query', { method: 'POST', headers, body: JSON.stringify(body) });
  const { results, message }: { results?: Record<string, BackendAnswer>; message?: string } = await response.json();
  return results?.[query.refId] ?? { error: message };
}

/** Compares all that comes from the query; `meta.stats` and the links of cells and notices are the host's own. */
export function compare(run: Run, { frames = [], error }: BackendAnswer): Comparison {
  if (run.error !== undefined || error !== undefined) {
    return run.error === error
      ? { isEqual: true, text: 'Browser and backend agree: the same error' }
      : difference(run.error, error);
  }
  const browser = linesOf(run.frames);
  const backend = linesOf(frames.map((frame) => dataFrameFromJSON(frame)));
  const at = [...browser, ''].findIndex((line, i) => line !== (backend[i] ?? ''));
  if (at >= 0) {
    return difference(browser[at], backend[at]);
  }
  const columns = run.frames.flatMap(({ fields }) => fields.filter(({ type }) => type !== FieldType.time));
  const values = columns.reduce((sum, { values }) => sum + values.length, 0);
  return {
    isEqual: true,
    text: `Browser and backend agree: ${counted(run.frames.length, 'frame')}, ${counted(values, 'value')}`,
  };
}

/** Frames as lines of JSON. The order of keys makes no difference. */
function linesOf(frames: readonly DataFrame[]): readonly string[] {
  const comparable = frames.map(({ name, refId, meta = {}, fields }) => ({
    name,
    refId,
    meta: {
      ...meta,
      stats: undefined,
      // The browser says which panel Explore shows the frames in.
      preferredVisualisationPluginId: undefined,
      // Go writes [0,0] where a frame has no type; Grafana reads both alike.
      typeVersion: meta.typeVersion?.some((part) => part > 0) ? meta.typeVersion : undefined,
      notices: meta.notices?.map(({ severity, text }) => ({ severity, text })),
    },
    fields: fields.map(({ name, type, labels, config, values }) => {
      return { name, type, labels, config: { ...config, links: undefined }, values };
    }),
  }));
  const sorted = (_key: string, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  };
  return JSON.stringify(comparable, sorted, 1).split('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function difference(browser = 'nothing', backend = 'nothing'): Comparison {
  const [inBrowser, inBackend] = [browser, backend].map((text) => text.trim().slice(0, 120));
  return { isEqual: false, text: `The hosts differ: the browser has ${inBrowser}, the backend ${inBackend}` };
}
