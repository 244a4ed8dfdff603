import { CoreApp } from '@grafana/data';
import { defaultQuery } from '../../host/defaultQuery';
import type { PeerlensQuery } from '../../types';
import { changeQueryType, editQuery, trimListQuery, withFirstChoices } from './editQuery';

test('the first edit writes type and version', () => {
  expect(editQuery({ refId: 'A' }, { app: 'live' }, 'storm')).toEqual({
    refId: 'A',
    version: 1,
    queryType: 'substream',
    app: 'live',
  });
});

test('an edit leaves alone what it does not name, a version and a type of later times too', () => {
  const query = { refId: 'A', version: 2, queryType: 'sessions', legend: '{{rid}}', hide: true };
  expect(editQuery(query, { legend: '' }, '100ms')).toEqual({ ...query, legend: '' });
});

test('the defaults of an alert rule stay saved through its edits', () => {
  const query = { refId: 'A', ...defaultQuery('100ms', CoreApp.UnifiedAlerting) };
  const edited = editQuery(query, { roomIds: ['room'] }, '100ms');
  expect(edited).toEqual({ ...query, roomIds: ['room'] });
  expect(changeQueryType(changeQueryType(edited, 'tracks', { format: 'numeric' }), 'calls')).toMatchObject(edited);
});

test('a query that becomes numeric gets the one metric that this needs', () => {
  const toNumeric = (query: Partial<PeerlensQuery>) =>
    withFirstChoices({ refId: 'A', ...query }, { format: 'numeric' }, '100ms', false);
  expect(toNumeric({ queryType: 'peerStats', metrics: [] })).toEqual({
    format: 'numeric',
    metrics: ['packet_loss_percent'],
  });
  expect(toNumeric({ queryType: 'tracks' })).toEqual({ format: 'numeric', metrics: ['score'] });
  expect(toNumeric({ queryType: 'peerStats', metrics: ['rtt_ms'] })).toEqual({ format: 'numeric' });
  expect(toNumeric({ queryType: 'calls' })).toEqual({ format: 'numeric' });
});

test.each([
  [true, { sessionId: 's', format: 'timeseries' }],
  [false, { sessionId: 's' }],
])('a new query of scores is drawn over time in a panel of time series: %j', (isTimeSeries, edit) => {
  expect(withFirstChoices({ refId: 'A', queryType: 'tracks' }, { sessionId: 's' }, '100ms', isTimeSeries)).toEqual(
    edit
  );
});

describe('another type', () => {
  const query = { refId: 'A', version: 1, queryType: 'peerStats', sessionId: 's', format: 'timeseries', reduce: 'p95' };

  test('keeps what was filled in, but for a format that it does not have', () => {
    expect(changeQueryType(query, 'substream')).toEqual({ ...query, queryType: 'substream', format: undefined });
  });

  test('of an alert rule is numeric, and has the one metric that this needs', () => {
    const alert = { refId: 'A', version: 1, queryType: 'calls', format: 'numeric', value: 'score' };
    const numeric = { format: 'numeric' };
    expect(changeQueryType(alert, 'tracks', numeric)).toEqual({ ...alert, queryType: 'tracks', metrics: ['score'] });
    expect(changeQueryType({ ...query, metrics: ['rtt_ms'] }, 'peerStats', numeric)).toMatchObject({
      format: 'numeric',
      metrics: ['rtt_ms'],
    });
  });

  test('is about the call that was named for calls', () => {
    const calls = { refId: 'A', queryType: 'calls', sessionId: 'older', sessionIds: ['pasted'] };
    expect(changeQueryType(calls, 'tracks')).toMatchObject({ sessionId: 'pasted', sessionIds: ['pasted'] });
    expect(changeQueryType({ ...calls, sessionIds: [] }, 'tracks')).toMatchObject({ sessionId: 'older' });
  });

  test('has not the metric that peer stats begin with, and peer stats have it again', () => {
    const stats = { refId: 'A', queryType: 'peerStats', sessionId: 's', metrics: ['packet_loss_percent'] };
    const incidents = changeQueryType(stats, 'incidents');
    expect(incidents.metrics).toBeUndefined();
    expect(changeQueryType(incidents, 'peerStats').metrics).toEqual(stats.metrics);
  });

  test('keeps a format that it has', () => {
    const table = { ...query, format: 'table' };
    expect(changeQueryType(table, 'substream')).toEqual({ ...table, queryType: 'substream' });
  });
});

it('keeps fields that no type has, whatever they are called and however deep they nest', () => {
  const saved = JSON.parse(
    `{"refId":"A","queryType":"tracks","constructor":1,"__proto__":2,"metrics":[{"toString":1},"score"],"sides":${'['.repeat(4_000)}${']'.repeat(4_000)}}`
  ) as PeerlensQuery;
  const changed = changeQueryType(saved, 'peerStats');
  expect(Object.entries(changed).filter(([path]) => ['constructor', '__proto__', 'sides'].includes(path))).toEqual([
    ['constructor', 1],
    ['__proto__', 2],
    ['sides', undefined],
  ]);
});

it.each([[[{ toString: 1 }]], [{ toString: 1 }], ['packet_loss_percent'], [null]])(
  'takes the metrics %j of a file by hand to another type',
  (metrics) => {
    const saved = { refId: 'A', queryType: 'peerStats', metrics } as unknown as PeerlensQuery;
    expect(changeQueryType(saved, 'sessions')).toMatchObject({ queryType: 'sessions' });
  }
);

test('another list keeps only the fields that it takes', () => {
  const tracks = { refId: 'A', queryType: 'list', list: 'tracks', sessionId: '$session', peerIds: ['$peer'] };
  expect(trimListQuery({ ...tracks, list: 'peers' })).toEqual({
    refId: 'A',
    version: 1,
    queryType: 'list',
    list: 'peers',
    sessionId: '$session',
  });
});
