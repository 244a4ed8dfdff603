// The four ways in which people meet an error: a panel, an alert rule, Save & test, and a picker.
import { firstValueFrom, from, type Observable } from 'rxjs';
import { advanceOptions, type Context, type UpstreamRequest } from '../src/core';
import { advance, ALL_SERVICES, decode, parseQuery } from '../src/core/all';
import type { Replies } from '../src/host/backendClient';
import { readResponses } from '../src/host/fetchProtocol';
import { run } from '../src/host/run';
import { SECRETS, SERVICES, type Source } from './sources';

/** An answer to a person: data, or the text of an error. */
interface Seen {
  readonly error?: string;
}

/**
 * Milliseconds after which an answer counts as hung: many times the plugin's own timeouts, for machines that are busy.
 */
export const HUNG = 600_000;

export type Consumer = (base: string, source: Source) => Promise<Seen>;

export const CONSUMERS = {
  panel: async (base, { uid, service }) => {
    const parsed = parseQuery({ refId: 'A', ...SERVICES[service].panel }, service);
    if (!parsed.ok) {
      throw new Error(parsed.failure.message);
    }
    const { result } = await firstValueFrom(
      run((results) => advance(parsed.value, contextOf(service), results), { fetch: askAt(base, uid) })
    );
    return result.ok ? {} : { error: result.failure.message };
  },
  alert: async (base, { uid, service }) => {
    const query = { refId: 'A', datasource: { uid }, ...SERVICES[service].alert };
    const text = await post(`${base}/api/ds/query`, { from: 'now-1h', to: 'now', queries: [query] });
    const { results, message } = JSON.parse(text) as { results?: Record<string, { error?: string }>; message?: string };
    return { error: results === undefined ? message : results['A']?.error };
  },
  health: async (base, { uid }) => {
    const text = await (await request(`${base}/api/datasources/uid/${uid}/health`)).text();
    const { status, message } = JSON.parse(checked(text)) as { status?: string; message: string };
    return status === 'OK' ? {} : { error: message };
  },
  picker: async (base, { uid, service }) => {
    const parsed = parseQuery({ refId: 'A', queryType: 'list', ...SERVICES[service].list }, service);
    if (!parsed.ok || parsed.value.queryType !== 'list') {
      throw new Error('The list of the picker is wrong.');
    }
    const query = parsed.value;
    const { result } = await firstValueFrom(
      run((results) => advanceOptions(ALL_SERVICES, query, contextOf(service), results), { fetch: askAt(base, uid) })
    );
    const hint = result.ok ? result.value.options.length === 0 && result.value.hint : result.failure.message;
    return hint === false ? {} : { error: hint };
  },
} as const satisfies Readonly<Record<string, Consumer>>;

export function contextOf(service: Source['service'], length = 3_600_000): Context {
  const now = Date.now();
  return { service, now, range: { from: now - length, to: now }, settings: {} };
}

/** Makes the requests of the browser host at a backend. */
export function askAt(base: string, uid: string) {
  return (requests: readonly UpstreamRequest[]): Observable<Replies> =>
    from(
      (async () => {
        const body = { requests: requests.map(({ route, params }) => ({ route, params })) };
        const answer = await request(`${base}/api/datasources/uid/${uid}/resources/fetch`, body);
        const bytes = await answer.arrayBuffer();
        checked(new TextDecoder().decode(bytes));
        const deliveries = readResponses(bytes);
        return new Map(
          requests.map((each, i) => {
            const delivery = deliveries[i];
            if (delivery === undefined) {
              throw new Error('The backend sent no answer to a request.');
            }
            return [each.key, { outcome: decode(each, delivery.response), cost: delivery.cost }];
          })
        );
      })()
    );
}

export async function post(url: string, body: object): Promise<string> {
  return checked(await (await request(url, body)).text());
}

function request(url: string, body?: object): Promise<Response> {
  return fetch(url, {
    signal: AbortSignal.timeout(HUNG),
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

/** A secret in an answer. */
export class Leak extends Error {}

/** Returns an answer without secrets, and throws for any other. */
function checked(text: string): string {
  const secret = SECRETS.find((each) => text.includes(each));
  if (secret !== undefined) {
    throw new Leak(`An answer contains ${secret}: ${text.slice(0, 300)}`);
  }
  return text;
}

/** What is wrong with an error as a text for people; empty if nothing is. */
export function problemOf(message: string): string {
  const problems = [
    ...(message.length < 20 || message.length > 1_000 ? [`it has ${message.length} characters`] : []),
    ...(/^[A-Z0-9]/.test(message) && /[.…]$/.test(message) ? [] : ['it is no sentence']),
    ...(/undefined|NaN|\[object|panic|goroutine|the plugin failed/.test(message) ? ['it shows a bug'] : []),
  ];
  return problems.join(', ');
}
