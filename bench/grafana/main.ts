// What a query costs in a Grafana on this machine: GRAFANA_URL=http://admin:admin@localhost:3000. If it has the
// Infinity data source, that is measured too, in turn, on the same documents. Each query in the backend is for a peer
// that no query before was for, unless it says `again`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentOf, METRICS, START } from '../document';
import { INFINITY, PEERLENS, type Contender } from './contenders';
import { dashboardOf, withBrowser } from './panel';
import { measureProgram } from './program';

/** What a short session has, and what breaks a general JSON data source. */
const SIZES = {
  small: { tracks: 3, samples: 85, rounds: 31 },
  large: { tracks: 100, samples: 1_466, rounds: 3 },
};
type SizeName = keyof typeof SIZES;
const [AGAIN, PAINTS] = [11, 10];
const [PANELS, VIEWERS] = [10, 5];
const SESSION = '{"id":"session","room_id":"room","active":false,"peers":{}}';

/** Made once: what is measured is not their making. */
const documents: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SIZES).map(([name, { tracks, samples }]) => [name, documentOf(tracks, samples)])
);

/** A 100ms that answers for any peer named `small-…` or `large-…` of a session without a list of peers, and counts. */
let requests = 0;
const service = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const isStats = pathname === '/v2/analytics/peer-stats';
  requests += isStats ? 1 : 0;
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(isStats ? documents[(searchParams.get('peer_id') ?? '').split('-')[0] ?? ''] : SESSION);
});
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;

const { origin, username, password } = new URL(process.env.GRAFANA_URL ?? '');
const authorization = `Basic ${Buffer.from(`${username || 'admin'}:${password || 'admin'}`).toString('base64')}`;

async function send(method: string, path: string, body?: object): Promise<string> {
  const headers = { 'Content-Type': 'application/json', Authorization: authorization };
  const response = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path} returned ${response.status}: ${text.slice(0, 400)}`);
  }
  return text;
}

async function isInstalled({ type }: Contender): Promise<boolean> {
  return send('GET', `/api/plugins/${type}/settings`).then(
    () => true,
    () => false
  );
}

function uidOf({ name }: Contender): string {
  return `bench-${name}`;
}

async function createDataSource(contender: Contender): Promise<void> {
  const uid = uidOf(contender);
  await send('DELETE', `/api/datasources/uid/${uid}`).catch(() => undefined); // There may be none.
  const { type, settings } = contender;
  await send('POST', '/api/datasources', { uid, name: uid, type, access: 'proxy', ...settings(url) });
}

interface Frame {
  readonly schema: { readonly fields: ReadonlyArray<{ readonly type: string }> };
  readonly data: { readonly values: ReadonlyArray<readonly unknown[]> };
}

/** Runs a query in Grafana's backend, and returns how many numbers its frames have, times not counted. */
async function query(contender: Contender, peer: string): Promise<number> {
  const datasource = { uid: uidOf(contender), type: contender.type };
  const queries = [{ refId: 'A', datasource, ...contender.query(url, peer) }];
  const text = await send('POST', '/api/ds/query', { from: String(START), to: String(START + 3_600_000), queries });
  const { results } = JSON.parse(text) as { results: { A: { frames: readonly Frame[] } } };
  const columns = results.A.frames.flatMap(({ schema, data }) =>
    data.values.filter((_, i) => schema.fields[i]?.type === 'number')
  );
  return columns.reduce((numbers, column) => numbers + column.length, 0);
}

interface Measured {
  readonly milliseconds: number;
  /** Of the plugin's process. */
  readonly processor: number;
  readonly peak: number;
}

async function measure(contender: Contender, size: SizeName, peer: string): Promise<Measured> {
  const began = performance.now();
  const program = await measureProgram(contender.program, async () => {
    const numbers = await query(contender, `${size}-${contender.name}-${peer}`);
    if (numbers !== valuesIn(size)) {
      throw new Error(`${contender.name} answered ${numbers} numbers of ${valuesIn(size)}`);
    }
  });
  return { milliseconds: performance.now() - began, ...program };
}

function valuesIn(size: SizeName): number {
  return SIZES[size].tracks * SIZES[size].samples * METRICS.length;
}

/** What each data source took, round by round. */
type Rounds<T> = ReadonlyArray<{ readonly name: string; readonly rounds: readonly T[] }>;

/** Measures the data sources in turn. The first round warms all up, and does not count. */
async function inTurn<T>(
  contenders: readonly Contender[],
  rounds: number,
  measureOne: (contender: Contender, round: number) => Promise<T>
): Promise<Rounds<T>> {
  const measured = contenders.map((contender) => ({ contender, name: contender.name, rounds: [] as T[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { contender, rounds } of measured) {
      const one = await measureOne(contender, round);
      rounds.push(...(round > 0 ? [one] : []));
    }
  }
  return measured;
}

/** Prints what a query takes of each data source, and the first's over the second's. */
async function compare(contenders: readonly Contender[], size: SizeName): Promise<void> {
  const measured = await inTurn(contenders, SIZES[size].rounds, (contender, round) =>
    measure(contender, size, String(round))
  );
  const times = measured.map(({ name, rounds }) => ({ name, rounds: rounds.map((one) => one.milliseconds) }));
  // Linux counts time on the processor in steps of ten milliseconds: their mean shows what is less.
  const processor = measured.map(({ name, rounds }) => ({ name, rounds: [mean(rounds.map((one) => one.processor))] }));
  const peaks = measured.map(({ name, rounds }) => ({ name, rounds: rounds.map((one) => one.peak) }));
  console.log(`${size}: ${documents[size]?.length} bytes, ${valuesIn(size)} values`);
  print(size, times, 'ms a query');
  print(`${size}-processor`, processor, 'ms on the processor');
  print(`${size}-memory`, peaks, 'MB at most');
  const again: number[] = [];
  for (let round = 0; round < AGAIN; round++) {
    again.push((await measure(PEERLENS, size, '1')).milliseconds);
  }
  console.log(`  peerlens again: ${median(again).toFixed(1)} ms`);
}

/** Prints how long a browser takes from the navigation to the painted graph of the small document. */
async function comparePanels(contenders: readonly Contender[]): Promise<void> {
  for (const contender of contenders) {
    const uid = uidOf(contender);
    const query = contender.query(url, `small-${contender.name}-panel`);
    await send('POST', '/api/dashboards/db', dashboardOf(uid, { uid, type: contender.type }, query));
  }
  await withBrowser(authorization, async (paint) => {
    const paints = await inTurn(contenders, PAINTS, (contender) => paint(`${origin}/d/${uidOf(contender)}?kiosk`));
    print('panel', paints, 'ms to the painted graph');
  });
}

/** Prints the median of each data source, and that of the first's rounds over the second's if there are two. */
function print(figure: string, measured: Rounds<number>, unit: string): void {
  measured.forEach(({ name, rounds }) => console.log(`  ${name}: ${median(rounds).toFixed(1)} ${unit}`));
  const [ours, theirs] = measured;
  if (ours !== undefined && theirs !== undefined) {
    const ratios = ours.rounds.map((one, round) => one / Number(theirs.rounds[round]));
    console.log(`  ${figure}-vs-infinity: ${median(ratios).toFixed(2)} x`);
  }
}

/** Prints how many requests leave for a dashboard of panels on one peer that several people open at once. */
async function share(contender: Contender): Promise<void> {
  const repeat = async (what: string, work: () => Promise<unknown>) => {
    const before = requests;
    await Promise.all(Array.from({ length: PANELS * VIEWERS }, work));
    console.log(`${what}, ${contender.name}: ${requests - before} upstream requests`);
  };
  const peer = `small-${contender.name}-shared`;
  await repeat(`${PANELS} panels x ${VIEWERS} viewers`, () => query(contender, peer));
  if (contender === PEERLENS) {
    const asked = [{ route: 'peerStats', params: { session_id: 'session', peer_id: `${peer}-browser` } }];
    const path = `/api/datasources/uid/${uidOf(contender)}/resources/fetch`;
    await repeat('the same in browsers', () => send('POST', path, { requests: asked }));
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

try {
  const contenders = (await isInstalled(INFINITY)) ? [PEERLENS, INFINITY] : [PEERLENS];
  await Promise.all(contenders.map(createDataSource));
  await compare(contenders, 'small');
  await compare(contenders, 'large');
  await comparePanels(contenders);
  for (const contender of contenders) {
    await share(contender);
  }
} finally {
  service.closeAllConnections();
  service.close();
}
