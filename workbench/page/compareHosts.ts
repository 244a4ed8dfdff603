import { dataFrameFromJSON, FieldType, type DataFrame, type DataFrameJSON } from '@grafana/data';
import { resolveRange } from './range';
import type { Run } from './run';

/** Whether the backend answers a query as the browser did. */
export interface Comparison {
  readonly isEqual: boolean;
  readonly text: string;
}

/**
 * Sends the query of a run to the backend, and compares. A substream changes every second, and the backend does not know
 * that a range ended now, so a difference counts only if a second run, made at the same time as the backend's, differs
 * too.
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
  const response = await fetch('/api/ds/query', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      queries: [query],
      from: String(range.from.valueOf()),
      to: String(range.to.valueOf()),
    }),
  });
  const { results, message }: { results?: Record<string, BackendAnswer>; message?: string } = await response.json();
  return results?.[query.refId] ?? { error: message };
}

/** Compares all that comes from the query; `meta.stats` and the links of cells and notices are the host's own. */
export function compare(run: Run, answer: BackendAnswer): Comparison {
  if (run.error !== undefined || answer.error !== undefined) {
    const isEqual = run.error === answer.error;
    return { isEqual, text: isEqual ? 'Both hosts agree: the same error' : difference(run.error, answer.error) };
  }
  const backend = (answer.frames ?? []).map((frame) => dataFrameFromJSON(frame));
  const [browserText, backendText] = [run.frames, backend].map((frames) =>
    JSON.stringify(frames.map(comparable), sorted, 1)
  );
  if (browserText !== backendText) {
    const [browserLines = [], backendLines = []] = [browserText, backendText].map((text) => text?.split('\n'));
    const line = browserLines.findIndex((each, i) => each !== backendLines[i]);
    return { isEqual: false, text: difference(browserLines[line], backendLines[line]) };
  }
  const values = run.frames.flatMap(({ fields }) =>
    fields.map(({ type, values }) => (type === FieldType.time ? 0 : values.length))
  );
  const total = values.reduce((sum, count) => sum + count, 0);
  return {
    isEqual: true,
    text: `Both hosts agree: ${counted(run.frames.length, 'frame')}, ${counted(total, 'value')}`,
  };
}

function comparable({ name, refId, meta = {}, fields }: DataFrame): unknown {
  return {
    name,
    refId,
    meta: {
      ...meta,
      stats: undefined,
      // Go writes [0,0] where a frame has no type; Grafana reads both alike.
      typeVersion: meta.typeVersion?.some((part) => part > 0) ? meta.typeVersion : undefined,
      notices: meta.notices?.map(({ severity, text }) => ({ severity, text })),
    },
    fields: fields.map(({ name, type, labels, config, values }) => ({
      name,
      type,
      labels,
      config: { ...config, links: undefined },
      values,
    })),
  };
}

/** A replacer for `JSON.stringify`: the order of keys makes no difference. */
function sorted(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function difference(browser = 'nothing', backend = 'nothing'): string {
  return `The hosts differ: the browser has ${browser.trim().slice(0, 120)}, the backend ${backend.trim().slice(0, 120)}`;
}
