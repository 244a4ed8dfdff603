import { RANGE } from './documents';
import type { Contender } from './contenders';

/** A running Grafana, signed in with a user and password in its URL. */
export class Grafana {
  private readonly base: string;
  private readonly headers: Record<string, string>;

  constructor(url: string) {
    const { origin, username, password } = new URL(url);
    const user = `${username || 'admin'}:${password || 'admin'}`;
    this.base = origin;
    this.headers = {
      'Content-Type': 'application/json',
      Authorization: `Basic ${Buffer.from(user).toString('base64')}`,
    };
  }

  async has({ type }: Contender): Promise<boolean> {
    return (await this.send('GET', `/api/plugins/${type}/settings`)).ok;
  }

  /** Makes a data source anew, and gives its uid. */
  async make({ name, type, settings }: Contender, url: string): Promise<string> {
    const uid = `bench-${name}`;
    await this.send('DELETE', `/api/datasources/uid/${uid}`);
    const body = { uid, name: uid, type, access: 'proxy', ...settings(url) };
    await said(await this.send('POST', '/api/datasources', body));
    return uid;
  }

  /** Runs a query as Grafana's backend does, and gives how many numbers it came to, times not counted. */
  async query(uid: string, type: string, query: object): Promise<number> {
    const body = { ...RANGE, queries: [{ refId: 'A', datasource: { uid, type }, ...query }] };
    const { results } = JSON.parse(await said(await this.send('POST', '/api/ds/query', body)));
    let numbers = 0;
    for (const { schema, data } of results.A.frames) {
      schema.fields.forEach((field: { type: string }, i: number) => {
        numbers += field.type === 'number' ? data.values[i].length : 0;
      });
    }
    return numbers;
  }

  /** What a panel in a browser asks for: named requests, on the data source's one resource. */
  async fetchResource(uid: string, requests: readonly object[]): Promise<void> {
    await said(await this.send('POST', `/api/datasources/uid/${uid}/resources/fetch`, { requests }));
  }

  private send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(this.base + path, { method, headers: this.headers, body: body && JSON.stringify(body) });
  }
}

async function said(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 400)}`);
  }
  return text;
}
