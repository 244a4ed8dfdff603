// What many peers, rules, substreams and viewers cost the backend: docs/sizing.md quotes it. Nothing here can fail but
// a query.
import { readFileSync } from 'node:fs';
import { lastValueFrom } from 'rxjs';
import { advance, parseQuery } from '../src/core/all';
import { run } from '../src/host/run';
import type { Program } from './program';
import { LONG_TIMEOUTS, sourceOf, type ServiceName } from './sources';
import { askAt, contextOf, post } from './consumers';

/** What some queries cost upstream, and how many rows they gave. */
interface Cost {
  readonly requests: number;
  readonly rows: number;
}

interface Frames {
  readonly results?: Readonly<Record<string, { readonly error?: string; readonly frames?: readonly Frame[] }>>;
}

interface Frame {
  readonly schema: { readonly meta?: { readonly stats?: ReadonlyArray<{ displayName: string; value: number }> } };
  readonly data: { readonly values: ReadonlyArray<readonly unknown[]> };
}

const NAMES = Array.from({ length: 500 }, (_, i) => `substream-${i}`);
const HOUR = 3_600_000;

export const fleetSources = (url: string) => [
  sourceOf('fleet-100ms', '100ms', url, {
    jsonData: { ...LONG_TIMEOUTS.jsonData, callsTimeout: 600, maxSessions: 500 },
  }),
  sourceOf('fleet-storm', 'storm', `${url}/documents/storm-substream`, LONG_TIMEOUTS),
];

/** Runs a query in the backend, as alert rules and `calls` do. */
async function inBackend(base: string, service: ServiceName, query: object, hours = 1): Promise<Cost> {
  const about = { refId: 'A', datasource: { uid: `fleet-${service}` }, ...query };
  const text = await post(`${base}/api/ds/query`, { from: `now-${hours}h`, to: 'now', queries: [about] });
  const { error, frames = [] } = (JSON.parse(text) as Frames).results?.['A'] ?? {};
  if (error !== undefined) {
    throw new Error(error);
  }
  const stats = frames.flatMap(({ schema }) => schema.meta?.stats ?? []);
  const requests = stats.find(({ displayName }) => displayName === 'Upstream requests')?.value ?? 0;
  return { requests, rows: frames.reduce((sum, { data }) => sum + (data.values[0]?.length ?? 0), 0) };
}

/** Runs a query as a panel does. */
async function inBrowser(base: string, service: ServiceName, query: object, hours = 1): Promise<Cost> {
  const parsed = parseQuery({ refId: 'A', ...query }, service);
  if (!parsed.ok) {
    throw new Error(parsed.failure.message);
  }
  const context = contextOf(service, hours * HOUR);
  const { result, cost } = await lastValueFrom(
    run((results) => advance(parsed.value, context, results), { fetch: askAt(base, `fleet-${service}`) })
  );
  if (!result.ok) {
    throw new Error(result.failure.message);
  }
  return { requests: cost.requests, rows: result.value.length };
}

/** The queries of the dashboard of a call. */
function callQueries(): ReadonlyArray<{ readonly queryType: string }> {
  const text = readFileSync('src/dashboards/peerlens-call.json', 'utf8')
    .replaceAll('"$session"', '"latest-call"')
    .replaceAll('"$peer"', '');
  const { panels } = JSON.parse(text) as { panels: ReadonlyArray<{ targets?: Array<{ queryType: string }> }> };
  return panels.flatMap(({ targets = [] }) => targets.filter(({ queryType }) => queryType !== undefined));
}

function all(count: number, query: (i: number) => Promise<Cost>): Promise<readonly Cost[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => query(i)));
}

const substreams = (from: number, to: number) => {
  return { queryType: 'substream', app: 'live', streamKeys: ['stream'], substreams: NAMES.slice(from, to) };
};

const STEPS: ReadonlyArray<readonly [name: string, run: (base: string) => Promise<readonly Cost[]>]> = [
  ['calls of 44 hours, cold', async (base) => [await inBackend(base, '100ms', { queryType: 'calls' }, 44)]],
  ['calls of 44 hours, warm', async (base) => [await inBackend(base, '100ms', { queryType: 'calls' }, 44)]],
  [
    '40 rules on 40 substreams',
    (base) => {
      const query = { ...substreams(0, 40), format: 'numeric', metric: 'healthScore' };
      return all(40, () => inBackend(base, 'storm', query));
    },
  ],
  [
    '20 panels with 25 of 500 substreams each',
    (base) => all(20, (i) => inBrowser(base, 'storm', { ...substreams(25 * i, 25 * (i + 1)), format: 'table' })),
  ],
  [
    '50 viewers of the dashboard of a call',
    async (base) => {
      const queries = callQueries();
      const viewers = await all(50, async () => {
        const costs = await Promise.all(
          queries.map((query) => (query.queryType === 'calls' ? inBackend : inBrowser)(base, '100ms', query, 24))
        );
        return { requests: sum(costs, 'requests'), rows: sum(costs, 'rows') };
      });
      return viewers;
    },
  ],
];

function sum(costs: readonly Cost[], name: keyof Cost): number {
  return costs.reduce((total, cost) => total + cost[name], 0);
}

/** Runs each step, and returns a line for each. */
export async function measureFleet(base: string, backend: Program): Promise<string> {
  const lines: string[] = [];
  for (const [name, step] of STEPS) {
    const [began, used] = [Date.now(), backend.processorSeconds()];
    const costs = await step(base);
    const [seconds, processor] = [(Date.now() - began) / 1000, backend.processorSeconds() - used];
    const { now, peak } = backend.memory();
    const memory = `${now.toFixed(0)} MB then, ${peak.toFixed(0)} MB at most so far`;
    const upstream = `${sum(costs, 'rows')} rows, ${sum(costs, 'requests')} requests`;
    lines.push(`${name}: ${upstream}, ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s on the processor, ${memory}`);
  }
  return lines.map((line) => `\n  ${line}`).join('');
}
