import fc from 'fast-check';
import { SERVICES, type Service } from '../protocol';
import { missingFrom, missingPaths, parseQuery, queryTypesOf } from './parse';

const PEER = { queryType: 'peerStats', sessionId: 's', peerIds: ['p'] };

function messageOf(saved: unknown, service: Service = 'demo'): string {
  const parsed = parseQuery(saved, service);
  return parsed.ok ? 'it can be run' : parsed.failure.message;
}

describe('a saved query', () => {
  it.each<[string, Service, object, object]>([
    [
      'peer stats',
      '100ms',
      { sessionId: ['s'], peerIds: ['p'] },
      { queryType: 'peerStats', sides: [], kinds: [], metrics: [], trackIds: [], rids: [], format: 'timeseries' },
    ],
    [
      'substreams',
      'storm',
      { app: ['a'], streamKeys: ['k'], substreams: ['n'] },
      { queryType: 'substream', format: 'table', metadata: false, verdict: false, metric: 'healthScore', metrics: [] },
    ],
  ])('gets the defaults of %s', (_, service, ids, defaults) => {
    expect(parseQuery(ids, service)).toMatchObject({
      ok: true,
      value: { refId: '', filters: [], ...ids, ...defaults },
    });
  });

  it('keeps the blanks of names that people chose', () => {
    const parsed = parseQuery({ queryType: 'journal', app: 'a ', streamKey: ' s', substream: ' ' }, 'storm');
    expect(parsed).toMatchObject({ failure: { message: 'This query is not finished: Substream is missing.' } });
    expect(parseQuery({ app: 'a ', streamKeys: [' s', 's'] }, 'storm')).toMatchObject({
      value: { app: ['a '], streamKeys: [' s', 's'] },
    });
  });

  it('may have one text for a list, blanks around an ID, and an ID twice', () => {
    const parsed = parseQuery({ ...PEER, sessionId: ' s ', peerIds: ['p', ' p'], sides: 'publisher' }, 'demo');
    expect(parsed).toMatchObject({ ok: true, value: { sessionId: ['s'], peerIds: ['p'], sides: ['publisher'] } });
  });

  it.each([
    ['nothing', {}, 'This query is not finished: Session is missing.'],
    ['null', null, 'This query is not finished: Session is missing.'],
    ['a text', 'SELECT 1', 'This query is not finished: Session is missing.'],
    [
      'a variable without a value',
      { sessionId: '' },
      'This query is not finished: Session is missing: a variable in it may have no value.',
    ],
    [
      'numeric without a metric',
      { ...PEER, format: 'numeric' },
      'This query is not finished: Metrics: numeric takes exactly one, but 0 are selected.',
    ],
    [
      'numeric with two',
      { ...PEER, format: 'numeric', metrics: ['fps', 'rtt_ms'] },
      'This query cannot be run: Metrics: numeric takes exactly one, but 2 are selected.',
    ],
    [
      'an unknown query type',
      { ...PEER, queryType: 'mos' },
      'This query cannot be run: this demo data source has no query type "mos"; it has peerStats, tracks, incidents, layers, calls, sessions, events, recordings, substream, stream, server, viewers, journal.',
    ],
    [
      'an unknown format',
      { ...PEER, format: 'wide' },
      'This query cannot be run: Format "wide" is not one of timeseries, table, numeric.',
    ],
    [
      'a variable',
      { ...PEER, sessionId: '${call:raw}' },
      'This query cannot be run: Session: the variable ${call:raw} has no value here. Alert rules and public dashboards have no variables: enter the value itself.',
    ],
    [
      'an old variable',
      { ...PEER, metrics: ['[[metric]]'] },
      'This query cannot be run: Metrics: the variable [[metric]] has no value here. Alert rules and public dashboards have no variables: enter the value itself.',
    ],
    [
      'an empty entry',
      { ...PEER, rids: ['h', ''] },
      'This query cannot be run: Layers (rid): entry 2 is empty. A variable in it may have no value; empty never means all.',
    ],
    ['dots', { ...PEER, sessionId: '..' }, 'This query cannot be run: Session ".." is not a name.'],
    [
      'a control character',
      { ...PEER, peerIds: ['a\u0000b'] },
      'This query cannot be run: Peers "a\\u0000b" holds a control character.',
    ],
    [
      'a filter without an operator',
      { ...PEER, filters: [{ key: 'side' }] },
      'This query cannot be run: filters[0] is {"key":"side"} and needs a key and one of the operators =, !=, =|, !=|, =~, !~, <, <=, >, >=.',
    ],
  ])('reports why it cannot run: %s', (_, saved, message) => {
    expect(messageOf(saved)).toBe(message);
  });

  it('is unfinished if a value is missing, but not if a value is wrong', () => {
    expect(missingFrom({ queryType: 'journal' }, 'storm')).toEqual([
      'Application is missing',
      'Stream is missing',
      'Substream is missing',
    ]);
    expect(missingPaths({ queryType: 'journal' }, 'storm')).toEqual(['app', 'streamKey', 'substream']);
    expect(missingPaths({ queryType: 'events' }, '100ms')).toEqual(['sessionId']);
    expect(missingFrom({ ...PEER, format: 'wide' }, '100ms')).toEqual([]);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...SERVICES), (saved, service) => {
        expect(typeof parseQuery(saved, service).ok).toBe('boolean');
      })
    );
    const fields = fc.constantFrom(
      'queryType',
      'version',
      'filters',
      ...Object.keys(PEER),
      'format',
      'metrics',
      'legend'
    );
    fc.assert(
      fc.property(fc.dictionary(fields, fc.jsonValue()), (saved) => {
        const parsed = parseQuery(saved, 'demo');
        expect(parsed.ok || parsed.failure.message.endsWith('.')).toBe(true);
      })
    );
  });
});

it('a service has its own query types, demo those of both', () => {
  const [hundredms, storm, demo] = (['100ms', 'storm', 'demo'] as const).map(queryTypesOf);
  expect(storm).toEqual(['substream', 'stream', 'server', 'viewers', 'journal']);
  expect(demo).toEqual([...(hundredms ?? []), ...(storm ?? [])]);
});

it.each<[Service, object, string]>([
  ['100ms', { queryType: 'sessions', limit: 0 }, 'Limit 0 is not a whole number from 1 to 1000'],
  ['100ms', { queryType: 'sessions', limit: 2.5 }, 'Limit 2.5 is not a whole number from 1 to 1000'],
  ['100ms', { queryType: 'sessions', limit: 'ten' }, 'Limit "ten" is not a whole number from 1 to 1000'],
  ['100ms', { queryType: 'events', roomId: 'r', errorsOnly: 'yes' }, 'Errors only "yes" is neither true nor false'],
  ['storm', { app: 'a', metadata: 'yes' }, 'Codec and resolution "yes" is neither true nor false'],
])('a query of %s cannot be run: %j', (service, saved, problem) => {
  expect(messageOf(saved, service)).toBe(`This query cannot be run: ${problem}.`);
});

it('a limit may be a text, as in provisioning files', () => {
  expect(parseQuery({ queryType: 'sessions', limit: '20' }, '100ms')).toMatchObject({ ok: true, value: { limit: 20 } });
});

it.each([
  [undefined, 2_000],
  [5_000, 5_000],
  ['5000', 5_000],
  [15, 1_000],
  [1_999.5, 1_999],
  [86_400_000, 60_000],
  ['soon', 2_000],
])('with an interval of %j, which Grafana may have written, it polls every %i ms', (intervalMs, polled) => {
  const live = { app: 'a', streamKeys: ['k'], format: 'live', metrics: ['fpsDev'], intervalMs };
  expect(parseQuery(live, 'storm')).toMatchObject({ ok: true, value: { metrics: ['fpsDev'], intervalMs: polled } });
});

it.each([
  ['storm', { app: 'a', metric: 'x', metrics: ['packet_loss_percent'] }, { metric: 'healthScore', metrics: [] }],
  ['100ms', { ...PEER, reduce: 'x' }, { reduce: 'last' }],
  ['100ms', { queryType: 'calls', value: 'x', reduce: 5 }, { value: 'score', reduce: 'last' }],
  ['100ms', { ...PEER, format: 'numeric', metrics: ['fps'], legend: 'x'.repeat(1e6) }, { legend: '' }],
] as const)('a %s query does not fail for what its format does not use: %#', (service, saved, value) => {
  expect(parseQuery(saved, service)).toMatchObject({ ok: true, value });
});

it.each([
  [{ metadata: true }, true],
  [{ format: 'table', metadata: true }, true],
  [{ format: 'numeric', metadata: true }, false],
  [{ format: 'live', metadata: 'yes' }, false],
])('codec and resolution of %j are requested: %j', (fields, metadata) => {
  const saved = { app: 'a', streamKeys: ['k'], ...fields };
  expect(parseQuery(saved, 'storm')).toMatchObject({ ok: true, value: { metadata } });
});

it.each([
  [{ queryType: 'peerStats', format: 'table' }, true],
  [{ queryType: 'peerStats', format: 'numeric', metrics: ['fps'] }, false],
  [{ queryType: 'tracks' }, true],
  [{ queryType: 'tracks', format: 'timeseries' }, false],
  [{ queryType: 'incidents' }, true],
])('%j reads the other peers for their names: %j', (fields, senders) => {
  const saved = { sessionId: 's', peerIds: ['p'], senders: true, ...fields };
  expect(parseQuery(saved, '100ms')).toMatchObject({ ok: true, value: { senders } });
});

it.each([
  ['an object for an ID', { sessionId: { a: 'x'.repeat(500_000) } }, 'Session holds {"a":"xxx'],
  ['an ID', { sessionId: 'x'.repeat(500_000) }, 'is longer than 1000 characters'],
  ['a choice', { format: 'x'.repeat(500_000) }, 'is not one of timeseries'],
  ['a type', { queryType: 'x'.repeat(500_000) }, '; it has peerStats'],
  ['a version', { version: ['x'.repeat(500_000)] }, 'there is no such version'],
  ['a variable', { sessionId: `\${${'x'.repeat(500_000)}}` }, 'has no value here'],
  ['a filter', { filters: [{ key: 'x'.repeat(500_000) }] }, 'needs a key and one of the operators'],
  [
    'a filter on a variable',
    { filters: [{ key: 'x'.repeat(500_000), operator: '=', values: ['$x'] }] },
    'has no value here',
  ],
  ['many wrong values', { peerIds: Array.from({ length: 10_000 }, () => ({})) }, '; 9990 more.'],
])('a message repeats only the start of %s', (_, fields, words) => {
  const message = messageOf({ ...PEER, ...fields }, '100ms');
  expect(message).toContain(words);
  expect(message.length).toBeLessThan(600);
});

describe('a query that requests too much', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

  it('names no more parts than the limit', () => {
    const substreams = { queryType: 'substream', app: many(20), streamKeys: many(20) };
    expect(messageOf({ ...substreams, substreams: many(25) })).toBe('it can be run');
    expect(messageOf({ ...substreams, substreams: many(26) })).toBe(
      'This query cannot be run: its IDs make 10400 combinations, and a query takes 10000 at most.'
    );
    expect(messageOf({ queryType: 'events', roomId: many(100), sessionId: many(100) })).toBe('it can be run');
    expect(messageOf({ queryType: 'events', roomId: many(100), sessionId: many(101) })).toContain('10100 combinations');
    expect(messageOf({ queryType: 'peerStats', sessionId: 's', peerIds: many(10_001) })).toBe(
      'This query cannot be run: Peers holds 10001 entries, and a query takes 10000 at most.'
    );
  });

  it('names a label that was cut within a character alike in both hosts', () => {
    const filters = ['\ud83d', '\ude00', '\ufffd'].map((key) => ({ key, operator: '=', values: [] }));
    const parsed = parseQuery({ ...PEER, filters }, 'demo');
    expect(parsed.ok && parsed.value.filters.map(({ key }) => key)).toEqual(['\ufffd', '\ufffd', '\ufffd']);
  });

  it('has a limited number of filters and a limited legend, because both apply to every row', () => {
    const filter = { key: 'side', operator: '!=', values: ['x'] };
    const query = { queryType: 'peerStats', sessionId: 's' };
    expect(messageOf({ ...query, filters: Array.from({ length: 100 }, () => filter) })).toBe('it can be run');
    expect(messageOf({ ...query, filters: Array.from({ length: 101 }, () => filter) })).toContain('100 at most');
    const patterns = { ...filter, operator: '=~', values: many(101) };
    expect(messageOf({ ...query, filters: [{ ...patterns, operator: '=|' }] })).toBe('it can be run');
    expect(messageOf({ ...query, filters: [patterns] })).toContain(
      'it holds 101 values, and =~ takes 100 at most here'
    );
    expect(messageOf({ ...query, legend: 'x'.repeat(1_001) })).toContain('legend is longer than 1000 characters');
  });
});
