import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, map, Observable, Subject } from 'rxjs';

/** One answered call of a `fetch` resource, as bytes. */
export interface Exchange {
  readonly body: unknown;
  readonly answer: ArrayBuffer;
}

/** Grafana's HTTP client, as far as data sources use it. It tells what came back from the plugin's `fetch` resource. */
export class WorkbenchBackendSrv implements BackendSrv {
  readonly exchanges = new Subject<Exchange>();

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((subscriber) => {
      const giveUp = new AbortController();
      let isOver = false;
      const over = (tell: () => void) => {
        isOver = true;
        tell();
      };
      send(options, giveUp.signal).then(
        ({ response, bytes }) =>
          over(() => {
            if (!response.ok) {
              subscriber.error(failed(options, response, bytes));
              return;
            }
            if (FETCH_RESOURCE.test(options.url)) {
              this.exchanges.next({ body: options.data, answer: bytes });
            }
            subscriber.next(succeeded<T>(options, response, bytes));
            subscriber.complete();
          }),
        (error: unknown) => over(() => subscriber.error(error))
      );
      return () => {
        if (!isOver) {
          giveUp.abort();
        }
      };
    });
  }

  chunked(): Observable<never> {
    throw new Error('The workbench has no chunked requests.');
  }

  request<T>(options: BackendSrvRequest): Promise<T> {
    return this.dataOf(options);
  }

  datasourceRequest<T>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T>(url: string, params?: Record<string, unknown>, requestId?: string, options?: Partial<BackendSrvRequest>) {
    return this.dataOf<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.dataOf<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.dataOf<T>({ ...options, method: 'POST', url, data });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.dataOf<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.dataOf<T>({ ...options, method: 'PUT', url, data });
  }

  private dataOf<T>(options: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(options).pipe(map(({ data }) => data)));
  }
}

const FETCH_RESOURCE = /\/resources\/fetch$/;

async function send(options: BackendSrvRequest, signal: AbortSignal) {
  const url = new URL(options.url, document.baseURI);
  for (const [name, value] of Object.entries<unknown>(options.params ?? {})) {
    url.searchParams.append(name, String(value));
  }
  const headers = new Headers(options.data === undefined ? {} : { 'Content-Type': 'application/json' });
  for (const [name, value] of Object.entries<unknown>(options.headers ?? {})) {
    headers.set(name, String(value));
  }
  const body = options.data === undefined ? undefined : JSON.stringify(options.data);
  const response = await fetch(url, { method: options.method ?? 'GET', headers, body, signal });
  return { response, bytes: await response.arrayBuffer() };
}

function succeeded<T>(config: BackendSrvRequest, response: Response, bytes: ArrayBuffer): FetchResponse<T> {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { data: read<T>(bytes, config.responseType), status, statusText, ok, headers, redirected, type, url, config };
}

function failed(config: BackendSrvRequest, { status, statusText }: Response, bytes: ArrayBuffer): FetchError {
  return { status, statusText, data: read(bytes, 'json'), config };
}

/** The body as the caller asked for it. Its type is the caller's word, as in Grafana's own client. */
function read<T>(bytes: ArrayBuffer, responseType: BackendSrvRequest['responseType'] = 'json'): T {
  const text = () => new TextDecoder().decode(bytes);
  const body: Record<typeof responseType, () => unknown> = {
    arraybuffer: () => bytes,
    blob: () => new Blob([bytes]),
    text,
    json: () => parsed(text()),
  };
  return body[responseType]() as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
