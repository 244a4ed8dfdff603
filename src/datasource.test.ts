import { CoreApp, dateTime, LoadingState, textUtil, type DataFrame, type DataQueryRequest } from '@grafana/data';
import {
  config,
  DataSourceWithBackend,
  getBackendSrv,
  locationService,
  setBackendSrv,
  setGrafanaLiveSrv,
  setTemplateSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type GrafanaLiveSrv,
  type TemplateSrv,
} from '@grafana/runtime';
import { waitFor } from '@testing-library/react';
import { firstValueFrom, lastValueFrom, of, ReplaySubject, switchMap, take, toArray } from 'rxjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from './datasource';
import { dataSourceOf } from './datasource.fixture';
import { annotationSupport } from './host/annotationSupport';
import { FakeLive } from './host/grafanaLive.fixture';
import { templatesOf } from './host/templates.fixture';
import type { PeerlensOptions, PeerlensQuery } from './types';

const SESSION = '6977b3f3cdd1e423f8b2cxxx';
const PEER = '1169b4b7-68c2-4d39-8568-5618433958ac';
const DOCUMENT = readFileSync(path.resolve(__dirname, '../testdata/documents/100ms-peer-stats.json'), 'utf8');

const asked: string[] = [];
/** A data source that knows one peer, and has polled one substream. */
function dataSource(service: PeerlensOptions['service'] = '100ms'): DataSource {
  const polled = { points: [[1738843590000, 88]] };
  return dataSourceOf(service, { [`peerStats ${SESSION} ${PEER}`]: DOCUMENT, 'live a s n': polled }, asked);
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

beforeEach(() => {
  asked.length = 0;
  setTemplateSrv(templatesOf({ peer: [PEER, 'ghost'] }) as TemplateSrv);
});

const PEER_STATS: PeerlensQuery = { refId: 'A', queryType: 'peerStats', sessionId: SESSION, peerIds: [PEER] };

it('answers a query with the frames of the core', async () => {
  const { data, state, errors } = await lastValueFrom(dataSource().query(request([PEER_STATS])));
  expect(data).toHaveLength(22);
  expect(state).toBe(LoadingState.Done);
  expect(errors).toEqual([]);
  expect(asked.sort()).toEqual([`peerStats ${SESSION} ${PEER}`, `session ${SESSION}`]);
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
      `${refId} Upstream requests 1`,
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

it('goes on with a run that a refresh cancels and starts again', async () => {
  const source = dataSource();
  const answers = new ReplaySubject<void>(1);
  const fast = getBackendSrv();
  const slow: Pick<BackendSrv, 'fetch'> = {
    fetch: <T>(options: BackendSrvRequest) => {
      const answer = fast.fetch<T>(options);
      return answers.pipe(
        take(1),
        switchMap(() => answer)
      );
    },
  };
  setBackendSrv(slow as BackendSrv);
  const first = source.query(request([PEER_STATS])).subscribe();
  await waitFor(() => expect(asked).toHaveLength(2));
  first.unsubscribe();
  const later = { from: dateTime(1738843510000), to: dateTime(1738843610000), raw: { from: 'now-1h', to: 'now' } };
  const second = firstValueFrom(source.query(request([PEER_STATS], { range: later })));
  answers.next();
  expect((await second).data).toHaveLength(22);
  expect(asked).toHaveLength(2);
});

it('fans a multi-value variable out, and says of a missing part that it is missing', async () => {
  const { data, state } = await lastValueFrom(dataSource().query(request([{ ...PEER_STATS, peerIds: ['$peer'] }])));
  expect(data).toHaveLength(22);
  expect(state).toBe(LoadingState.Done);
  const [first] = data as DataFrame[];
  expect(first?.meta?.notices).toMatchObject([{ severity: 'warning', text: expect.stringContaining('ghost') }]);
});

describe('a live query', () => {
  const LIVE = { refId: 'B', queryType: 'substream', format: 'live', app: 'a', streamKeys: ['s'], substreams: ['n'] };
  const stateOf = async (more: Partial<DataQueryRequest<PeerlensQuery>> = {}) => {
    const { state } = await firstValueFrom(dataSource('demo').query(request([PEER_STATS, LIVE], more)));
    return state;
  };
  beforeEach(() => {
    setGrafanaLiveSrv(new FakeLive().service as GrafanaLiveSrv);
    config.liveEnabled = true;
  });

  it('streams unless an operator has switched Grafana Live off', async () => {
    expect(await stateOf()).toBe(LoadingState.Streaming);
    config.liveEnabled = false;
    expect(await stateOf()).toBe(LoadingState.Done);
  });

  it.each([
    ['now-1h', 'now', LoadingState.Streaming],
    ['now-1d/d', 'now/d', LoadingState.Streaming],
    ['now-2d/d', 'now-2d/d', LoadingState.Done],
    ['2025-02-06T12:00:00Z', '2025-02-06T13:00:00Z', LoadingState.Done],
  ])('from %s to %s, whose times are old, is %s', async (from, to, state) => {
    const minutesAgo = dateTime(Date.now() - 600_000);
    const range = { from: dateTime(minutesAgo).subtract(1, 'h'), to: minutesAgo, raw: { from, to } };
    expect(await stateOf({ range, startTime: Date.now() })).toBe(state);
  });

  it('ends with data where the image renderer opened the page', async () => {
    locationService.partial({ render: 1 });
    const responses = await lastValueFrom(
      dataSource('demo')
        .query(request([LIVE]))
        .pipe(toArray())
    );
    locationService.partial({ render: null });
    expect(responses).toMatchObject([{ state: LoadingState.Done, data: [{ length: 1 }] }]);
  });
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

it('says in a line what a query is', () => {
  expect(dataSource().getQueryDisplayText(PEER_STATS)).toBe(`Peer stats · ${SESSION} · ${PEER}`);
});

it('lists calls with a link to each', async () => {
  const call = { id: 's1', room_id: 'r1', active: false, created_at: '2025-02-06T12:05:00Z', peers: {} };
  const answers = { sessions: { limit: 100, data: [call] }, rooms: { limit: 100, data: [] } };
  const { data } = await lastValueFrom(
    dataSourceOf('100ms', answers).query(request([{ refId: 'A', queryType: 'sessions' }]))
  );
  const [frame] = data as DataFrame[];
  expect(frame?.fields.filter(({ config: { links } }) => links).map(({ name }) => name)).toEqual([
    'start',
    'session_id',
  ]);
});

describe('an annotation', () => {
  const annotation = (target?: PeerlensQuery) => ({ name: 'Annotation', enable: true, iconColor: 'red', target });
  const storm = annotationSupport('storm', () => null);

  /** The columns of a journal that has one entry. */
  async function journalWith(entry: object): Promise<Record<string, string>> {
    const document = { data: { list: [{ id: 1, createDate: 1738843550000, ...entry }] } };
    const source = dataSourceOf('storm', { 'journal live studio native': document });
    const target = { refId: 'Anno', app: 'live', streamKey: 'studio', substream: 'native' };
    const prepared = storm.prepareQuery?.(annotation(target));
    const { data } = await lastValueFrom(source.query(request(prepared === undefined ? [] : [prepared])));
    const [frame] = data as DataFrame[];
    return Object.fromEntries((frame?.fields ?? []).map(({ name, values }) => [name, String(values[0])]));
  }

  it('has the columns that Grafana reads', async () => {
    expect(await journalWith({ message: 'Pipeline started', pipelineState: 'RUNNING' })).toEqual({
      time: '1738843550000',
      title: 'Pipeline started',
      text: 'live/studio/native',
      tags: 'RUNNING',
    });
  });

  it('has no text that loads anything, and shows each as its letters', async () => {
    const name = '<img src="//example.org/x.png"> & &lt;b&gt; <a href="//example.org">x</a>';
    const { title, text, tags } = await journalWith({ message: name, threadName: name, pipelineState: name });
    const shown = document.createElement('div');
    // As Grafana's tooltip shows them. A mapping may make a text of any column.
    shown.innerHTML = textUtil.sanitize(`${title}<br />${text}<br />${tags}`);
    expect([...shown.querySelectorAll('*')].map(({ tagName }) => tagName)).toEqual(['BR', 'BR']);
    expect(shown.textContent).toContain(`${name}live/studio/native · ${name}`);
  });

  it('without a query is left alone, and of a server is of its restarts', () => {
    expect(storm.prepareQuery?.(annotation())).toBeUndefined();
    const restarts = storm.prepareQuery?.(annotation({ refId: 'Anno', queryType: 'server' }));
    expect(restarts).toMatchObject({ queryType: 'server', format: 'restarts' });
  });

  it('draws a recording as a region, unless it maps other columns', () => {
    const hundredms = annotationSupport('100ms', () => null);
    const saved = annotation({ refId: 'Anno', queryType: 'recordings' });
    const mappings = {
      time: { value: 'start' },
      timeEnd: { value: 'end' },
      title: { source: 'text', value: 'Recording' },
      text: { value: 'status' },
    };
    expect(hundredms.prepareAnnotation?.(saved).mappings).toEqual(mappings);
    const text = { value: 'room' };
    expect(hundredms.prepareAnnotation?.({ ...saved, mappings: { text } }).mappings).toEqual({ ...mappings, text });
    const events = annotation({ refId: 'Anno', queryType: 'events' });
    expect(hundredms.prepareAnnotation?.(events)).toBe(events);
    const once = { ...events, mappings: { ...mappings, tags: { value: 'type' } } };
    expect(hundredms.prepareAnnotation?.(once).mappings).toEqual({ tags: { value: 'type' } });
  });
});

it('offers ad-hoc filters of the calls that variables name', async () => {
  setTemplateSrv(templatesOf({ session: 's1' }) as TemplateSrv);
  const source = dataSourceOf('100ms', {
    'session s1': { id: 's1', active: false, peers: { p1: { id: 'p1', name: 'Ada' } } },
  });
  const queries = [{ refId: 'A', queryType: 'peerStats', sessionId: '$session' }];
  await expect(
    source.getTagValues({ key: 'peer', filters: [], queries, timeRange: request([]).range })
  ).resolves.toEqual({
    data: [{ text: 'Ada', value: 'Ada' }],
  });
});

it('leaves calls to the backend, and draws what it answers beside what it runs itself', async () => {
  const frame: DataFrame = { refId: 'C', length: 0, fields: [], meta: {} };
  const failed = { refId: 'D', message: 'too many calls' };
  const backend = jest
    .spyOn(DataSourceWithBackend.prototype, 'query')
    .mockReturnValue(of({ data: [frame], errors: [failed], state: LoadingState.Error }));
  const calls = { refId: 'C', queryType: 'calls' };
  const { data, errors, state } = await lastValueFrom(dataSource().query(request([PEER_STATS, calls])));
  expect(backend.mock.lastCall?.[0].targets).toEqual([calls]);
  expect(data).toHaveLength(23);
  expect(errors).toEqual([failed]);
  expect(state).toBe(LoadingState.Error);
  expect(asked.some((made) => made.startsWith('sessions'))).toBe(false);
  backend.mockRestore();
});

it('draws 150,000 frames of the backend, each with its links', async () => {
  const frames = Array.from({ length: 150_000 }, (): DataFrame => ({ refId: 'C', length: 0, fields: [] }));
  const backend = jest.spyOn(DataSourceWithBackend.prototype, 'query').mockReturnValue(of({ data: frames }));
  const { data } = await lastValueFrom(dataSource().query(request([{ refId: 'C', queryType: 'calls' }])));
  expect(data).toHaveLength(150_000);
  backend.mockRestore();
});
