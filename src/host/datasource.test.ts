import {
  CoreApp,
  dateTime,
  LoadingState,
  PluginType,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import {
  config,
  DataSourceWithBackend,
  setBackendSrv,
  setGrafanaLiveSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type FetchResponse,
  type GrafanaLiveSrv,
  type TemplateSrv,
} from '@grafana/runtime';
import { firstValueFrom, lastValueFrom, of, type Observable } from 'rxjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '../core';
import { DataSource } from './datasource';
import { framed } from './framed.fixture';
import { FakeLive } from './live.fixture';
import { templatesOf } from './templates.fixture';
import type { PeerlensOptions, PeerlensQuery } from './types';

const SESSION = '6977b3f3cdd1e423f8b2cxxx';
const PEER = '1169b4b7-68c2-4d39-8568-5618433958ac';
const DOCUMENT = readFileSync(path.resolve(__dirname, '../../testdata/documents/100ms-peer-stats.json'), 'utf8');

function dataSource(service: PeerlensOptions['service'] = '100ms'): DataSource {
  const settings = { id: 1, uid: 'uid', name: 'Peerlens', type: 'peerlens-quality-datasource', jsonData: { service } };
  const meta = { id: 'peerlens-quality-datasource', type: PluginType.datasource };
  return new DataSource({ ...settings, meta } as unknown as DataSourceInstanceSettings<PeerlensOptions>);
}

function request(
  targets: PeerlensQuery[],
  more: Partial<DataQueryRequest<PeerlensQuery>> = {}
): DataQueryRequest<PeerlensQuery> {
  const range = { from: dateTime(1738843500000), to: dateTime(1738843600000), raw: { from: 'now-1h', to: 'now' } };
  return {
    requestId: 'Q',
    interval: '1s',
    intervalMs: 1000,
    timezone: 'utc',
    app: CoreApp.Explore,
    startTime: 1738843600000,
    scopedVars: {},
    range,
    targets,
    ...more,
  };
}

const asked: string[] = [];
/** A backend that knows one peer. */
const backend: Pick<BackendSrv, 'fetch'> = {
  fetch: <T>({ data }: BackendSrvRequest): Observable<FetchResponse<T>> => {
    const { requests } = data as { requests: Array<{ route: string; params: Record<string, string> }> };
    const answers = requests.map(({ route, params }): Answer => {
      asked.push(`${route} ${Object.values(params).join(' ')}`);
      const found = params.peer_id === PEER;
      if (route === 'live') {
        return { status: 200, contentType: 'application/json', text: '{"points":[[1738843590000,88]]}' };
      }
      return {
        status: found ? 200 : 404,
        contentType: 'application/json',
        text: found ? DOCUMENT : '{"message":"not found"}',
      };
    });
    return of({ data: framed(answers) } as unknown as FetchResponse<T>);
  },
};
beforeEach(() => {
  asked.length = 0;
  setBackendSrv(backend as BackendSrv);
  setTemplateSrv(templatesOf({ peer: [PEER, 'ghost'] }) as TemplateSrv);
});

const PEER_STATS: PeerlensQuery = { refId: 'A', queryType: 'peerStats', sessionId: SESSION, peerIds: [PEER] };

it('answers a query with the frames of the core', async () => {
  const { data, state, errors } = await lastValueFrom(dataSource().query(request([PEER_STATS])));
  expect(data).toHaveLength(22);
  expect(state).toBe(LoadingState.Done);
  expect(errors).toEqual([]);
  expect(asked).toEqual([`session ${SESSION}`, `peerStats ${SESSION} ${PEER}`]);
});

it('says on the first frame what the query cost', async () => {
  const numeric = { ...PEER_STATS, format: 'numeric', metrics: ['rtt_ms'] };
  const twice = [numeric, { ...numeric, refId: 'B' }];
  const { data } = await lastValueFrom(dataSource().query(request(twice)));
  const frames: readonly DataFrame[] = data;
  const stats = frames.flatMap(({ refId, meta }) =>
    (meta?.stats ?? []).map(({ displayName, value }) => `${refId} ${displayName} ${value}`)
  );
  const { length } = new TextEncoder().encode(DOCUMENT);
  expect(stats).toEqual(
    ['A', 'B'].flatMap((refId) => [
      `${refId} Upstream requests 0`,
      `${refId} Cache hits 0`,
      `${refId} Bytes received ${length}`,
    ])
  );
});

it('asks for nothing where every query is hidden or unfinished', async () => {
  const hidden = { ...PEER_STATS, hide: true };
  const { data } = await lastValueFrom(dataSource().query(request([hidden, { refId: 'B' }])));
  expect(data).toEqual([]);
  expect(asked).toEqual([]);
});

it('draws a good query beside one that failed', async () => {
  const wrong = { ...PEER_STATS, refId: 'B', peerIds: ['ghost'] };
  const { data, errors, state } = await lastValueFrom(dataSource().query(request([PEER_STATS, wrong])));
  expect(data).toHaveLength(22);
  expect(state).toBe(LoadingState.Error);
  expect(errors).toMatchObject([
    { refId: 'B', status: 404, message: expect.stringContaining(`There is no session ${SESSION}`) },
  ]);
});

it('fans a multi-value variable out, and says of a missing part that it is missing', async () => {
  const { data, state } = await lastValueFrom(dataSource().query(request([{ ...PEER_STATS, peerIds: ['$peer'] }])));
  expect(data).toHaveLength(22);
  expect(state).toBe(LoadingState.Done);
  const [first] = data as DataFrame[];
  expect(first?.meta?.notices).toMatchObject([{ severity: 'warning', text: expect.stringContaining('ghost') }]);
});

it('follows a live query where Grafana has Live and an operator did not switch it off', async () => {
  const live = { refId: 'B', queryType: 'substream', format: 'live', app: 'a', streamKeys: ['s'], substreams: ['n'] };
  const states = async () => {
    const { state } = await firstValueFrom(dataSource('demo').query(request([PEER_STATS, live])));
    return state;
  };
  const { service } = new FakeLive();
  setGrafanaLiveSrv(service as GrafanaLiveSrv);
  config.liveEnabled = false;
  expect(await states()).toBe(LoadingState.Done);
  config.liveEnabled = true;
  expect(await states()).toBe(LoadingState.Streaming);
});

it('hands a public dashboard to the backend, whose reader may not call resources', () => {
  const base = jest.spyOn(DataSourceWithBackend.prototype, 'query').mockReturnValue(of({ data: [] }));
  config.publicDashboardAccessToken = 'token';
  dataSource().query(request([PEER_STATS]));
  config.publicDashboardAccessToken = undefined;
  expect(base).toHaveBeenCalledTimes(1);
  expect(asked).toEqual([]);
});

it('replaces variables for Explore and for expressions, and adds ad-hoc filters', () => {
  const [query] = dataSource().interpolateVariablesInQueries([{ ...PEER_STATS, peerIds: ['$peer'] }], {});
  expect(query).toMatchObject({ peerIds: [PEER, 'ghost'], datasource: { uid: 'uid' } });
  const filters = [{ key: 'side', operator: '=', value: 'publisher' }];
  expect(dataSource().applyTemplateVariables(PEER_STATS, {}, filters).filters).toEqual([
    { key: 'side', operator: '=', values: ['publisher'] },
  ]);
});

it('starts a query with what its service answers, and an alert rule with a number', () => {
  expect(dataSource('storm').getDefaultQuery(CoreApp.Dashboard)).toEqual({ version: 1, queryType: 'substream' });
  expect(dataSource().getDefaultQuery(CoreApp.UnifiedAlerting)).toMatchObject({
    queryType: 'peerStats',
    format: 'numeric',
  });
});

it('starts a query of the demo with what it answers to, whichever type is chosen', () => {
  const start: Partial<PeerlensQuery> = dataSource('demo').getDefaultQuery(CoreApp.Explore);
  for (const queryType of ['peerStats', 'substream']) {
    expect(dataSource('demo').filterQuery({ ...start, refId: 'A', queryType })).toBe(true);
  }
});

it('says in a line what a query is', () => {
  expect(dataSource().getQueryDisplayText(PEER_STATS)).toBe(`Peer stats · ${SESSION} · ${PEER}`);
});
