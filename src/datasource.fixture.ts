import { PluginType, type DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv, type BackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { of, type Observable } from 'rxjs';
import type { UpstreamResponse, Service } from './core';
import { DataSource } from './datasource';
import { framed } from './host/fetchProtocol.fixture';
import type { PeerlensOptions } from './types';

/**
 * The documents of a service, by what the requests for them begin with: a route and its parameters' values, blanks
 * between.
 */
export type Answers = Readonly<Record<string, unknown>>;

/** The answer to all else. */
const NOT_FOUND = '{"message":"not found"}';

/** A data source whose backend has these documents, and no others. What is asked of it is added to `asked`. */
export function dataSourceOf(service: Service, answers: Answers, asked: string[] = []): DataSource {
  const backend: Pick<BackendSrv, 'fetch'> = {
    fetch: <T>({ data }: BackendSrvRequest): Observable<FetchResponse<T>> => {
      const { requests } = data as { requests: Array<{ route: string; params: Record<string, string> }> };
      const found = requests.map(({ route, params }) => {
        const request = [route, ...Object.values(params)].join(' ');
        asked.push(request);
        return answerTo(request, answers);
      });
      return of({ data: framed(found) } as unknown as FetchResponse<T>);
    },
  };
  setBackendSrv(backend as BackendSrv);
  const settings = { id: 1, uid: 'uid', name: 'Peerlens', type: 'peerlens-quality-datasource', jsonData: { service } };
  const meta = { id: 'peerlens-quality-datasource', type: PluginType.datasource };
  return new DataSource({ ...settings, meta } as unknown as DataSourceInstanceSettings<PeerlensOptions>);
}

function answerTo(request: string, answers: Answers): UpstreamResponse {
  const key = Object.keys(answers).find((begin) => `${request} `.startsWith(`${begin} `));
  const contentType = 'application/json';
  if (key === undefined) {
    return { status: 404, contentType, text: NOT_FOUND };
  }
  const document = answers[key];
  return { status: 200, contentType, text: typeof document === 'string' ? document : JSON.stringify(document) };
}
