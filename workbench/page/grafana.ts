import type { DataSourceInstanceSettings } from '@grafana/data';
import {
  setBackendSrv,
  setDataSourceSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
  type FetchResponse,
} from '@grafana/runtime';
import { mergeMap, Observable } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';

/** Sets the services of Grafana that the plugin uses. As in Explore there are no template variables. */
export function setServices(settingsOf: (uid: string | undefined) => DataSourceInstanceSettings | undefined): void {
  const backend: Pick<BackendSrv, 'fetch'> = { fetch: send };
  const sources: Pick<DataSourceSrv, 'getInstanceSettings'> = {
    getInstanceSettings: (ref) => settingsOf(typeof ref === 'string' ? ref : ref?.uid),
  };
  // The plugin, and the base class of its data source, call nothing else of these.
  setBackendSrv(backend as BackendSrv);
  setDataSourceSrv(sources as DataSourceSrv);
  setTemplateSrv({
    getVariables: () => [],
    replace: (target = '') => target,
    containsTemplate: () => false,
    updateTimeRange: () => undefined,
  });
}

/** Grafana's HTTP client: an answer that is not 2xx is an error. An unsubscription cancels the request. */
function send<T>(config: BackendSrvRequest): Observable<FetchResponse<T>> {
  const url = new URL(config.url, document.baseURI);
  Object.entries(config.params ?? {}).forEach(([name, value]) => url.searchParams.set(name, String(value)));
  const body: unknown = config.data;
  return fromFetch(url.href, {
    method: config.method ?? 'GET',
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...config.headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).pipe(
    mergeMap(async (response) => {
      const { status, statusText, ok, headers, redirected, type, url } = response;
      const isBinary = ok && config.responseType === 'arraybuffer';
      const data: unknown = isBinary ? await response.arrayBuffer() : await json(response);
      if (!ok) {
        throw { status, statusText, data, config };
      }
      // The type of the body is the caller's word, as in Grafana's own client.
      return { data: data as T, status, statusText, ok, headers, redirected, type, url, config };
    })
  );
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
