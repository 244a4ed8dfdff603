import { readFileSync } from 'node:fs';
import { sourceOf, type Changes, type ServiceName, type Source } from './sources';
import { CONSUMERS, problemOf, type Consumer } from './consumers';

interface Fault {
  readonly name: string;
  /** The URL of the data source, from that of the simulator. */
  readonly url?: (simulator: string) => string;
  readonly changes?: Readonly<Partial<Record<ServiceName, Changes>>>;
  readonly services?: readonly ServiceName[];
  /** What each error matches. */
  readonly expectedMessage: RegExp;
  /** Which services and consumers get data instead. */
  readonly expectsData?: readonly string[];
}

const BOTH = ['100ms', 'storm'] as const;
const fault = (name: string, expectedMessage: RegExp, expectsData: readonly string[] = []): Fault => {
  return { name, url: (to) => `${to}/faults/${name}`, expectedMessage, expectsData };
};
/** Seconds. Only responses that never end take longer. */
const SHORT_TIMEOUTS: Fault['changes'] = { '100ms': { jsonData: { timeout: 1 } }, storm: { jsonData: { timeout: 1 } } };
const at = (name: string, url: Fault['url'], expectedMessage: RegExp): Fault => ({ name, url, expectedMessage });
/** Save & test of 100ms requests the stats of nobody, so it expects 404 or 400. */
const EXPECTS_NOT_FOUND = ['100ms, health'];

const FAULTS: readonly Fault[] = [
  fault('status=400', /400/, EXPECTS_NOT_FOUND),
  fault('status=401', /401|refused/),
  // A user of Storm who may not read the server info may read streams.
  fault('status=403', /403|permission/, ['storm, health']),
  fault('status=404', /404/, EXPECTS_NOT_FOUND),
  fault('status=429', /429|limit/),
  fault('status=500', /500/),
  fault('status=502', /502/),
  fault('status=503', /503/),
  fault('status=504', /504/),
  fault('html', /web page|not JSON/),
  fault('shape', /unexpected shape|not at this URL/),
  // No body is a list without entries, and a peer without stats.
  fault('empty', /without a document|not at this URL|There are no/, ['100ms, panel', '100ms, alert']),
  fault('large', /too large/),
  fault('redirect', /redirect|sends each request on/),
  fault('truncated', /may have been cut off|not at this URL/),
  fault('reset', /connection/),
  { ...fault('slow', /no answer in time/i), changes: SHORT_TIMEOUTS },
  { ...fault('latency=600000', /no answer in time/i), changes: SHORT_TIMEOUTS },
  at('closed port', () => 'http://127.0.0.1:1', /nothing is listening/i),
  at('unknown host', () => 'http://nowhere.invalid', /host name is unknown/i),
  at('no TLS', (to) => to.replace('http:', 'https:'), /TLS/),
  at('no host', () => 'nonsense', /URL/),
  {
    name: 'wrong credentials',
    changes: { '100ms': { secrets: { managementToken: 'wrong-token' } }, storm: { secrets: { token: 'wrong-token' } } },
    expectedMessage: /401|refused/,
  },
  {
    name: 'wrong password',
    changes: { storm: { jsonData: { auth: 'login', username: 'demo' }, secrets: { password: 'wrong-password' } } },
    services: ['storm'],
    expectedMessage: /user name|password/,
  },
];

/** The errors of docs/troubleshooting.md, as the texts that each has: the first cells of the tables of what it says. */
const EXPLAINED = readFileSync('docs/troubleshooting.md', 'utf8')
  .split('\n\n')
  .filter((part) => part.startsWith('| it says'))
  .flatMap((table) => [...table.matchAll(/^\| (\S[^|]*\S) +\|/gm)].slice(1))
  .flatMap(([, cell = '']) => {
    const statuses = cell.includes('answered') ? [...cell.matchAll(/\b\d{3}\b/g)] : [];
    const phrases = statuses.length > 0 ? statuses.map(([status]) => `answered ${status} `) : cell.split(', ');
    return phrases.map((phrase) => phrase.toLowerCase().split('…'));
  });

/** Whether the page on troubleshooting has an error. */
function isExplained(error: string): boolean {
  const text = error.toLowerCase();
  return EXPLAINED.some((parts) => parts.every((part) => text.includes(part)));
}

interface Row {
  readonly fault: Fault;
  readonly source: Source;
}

/** A data source for each fault and service. */
export function faultRows(simulator: string): readonly Row[] {
  return FAULTS.flatMap((each, i) =>
    (each.services ?? BOTH).map((service) => {
      const url = each.url?.(simulator) ?? simulator;
      return { fault: each, source: sourceOf(`fault-${i}-${service}`, service, url, each.changes?.[service]) };
    })
  );
}

/** Meets each fault as each consumer, and returns what is wrong with the errors that people see. */
export async function runFaultMatrix(base: string, rows: readonly Row[], log: (line: string) => void) {
  const problems: string[] = [];
  let cells = 0;
  await Promise.all(
    rows.map(async ({ fault: { name, expectedMessage, expectsData = [] }, source }) => {
      for (const [consumerName, consumer] of Object.entries<Consumer>(CONSUMERS)) {
        cells++;
        const { error } = await consumer(base, source).catch((thrown: unknown) => ({
          error: `threw ${String(thrown)}`,
        }));
        log(`${name}, ${source.service}, ${consumerName}: ${error ?? 'data'}`);
        const cell = `${source.service}, ${consumerName}`;
        if ((error === undefined) !== expectsData.includes(cell)) {
          problems.push(`${name}, ${cell}: ${error ?? 'there is no error'}`);
        } else if (error !== undefined) {
          const missing = expectedMessage.test(error) ? '' : `it does not say ${String(expectedMessage)}`;
          const unknown = isExplained(error) ? '' : 'docs/troubleshooting.md does not have it';
          const all = [problemOf(error), missing, unknown].filter(Boolean).join(', ');
          problems.push(...(all === '' ? [] : [`${name}, ${cell}: ${all}: ${error}`]));
        }
      }
    })
  );
  return { cells, problems };
}
