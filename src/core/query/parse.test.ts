import fc from 'fast-check';
import { SERVICES } from '../protocol';
import { missingFrom, parseQuery, queryTypesOf } from './parse';

const PEER = { queryType: 'peerStats', sessionId: 's', peerIds: ['p'] };

function messageOf(saved: unknown, service: (typeof SERVICES)[number] = 'demo'): string {
  const parsed = parseQuery(saved, service);
  return parsed.ok ? 'it can be run' : parsed.failure.message;
}

describe('a saved query', () => {
  it('gets the defaults of the contract', () => {
    expect(parseQuery({ sessionId: 's', peerIds: ['p'] }, '100ms')).toEqual({
      ok: true,
      value: {
        queryType: 'peerStats',
        refId: '',
        filters: [],
        sessionId: ['s'],
        peerIds: ['p'],
        sides: [],
        kinds: [],
        metrics: [],
        trackIds: [],
        rids: [],
        format: 'timeseries',
        reduce: 'last',
        align: 'clock',
        legend: '',
      },
    });
    expect(parseQuery({ app: 'a', streamKeys: ['k'], substreams: ['n'] }, 'storm')).toEqual({
      ok: true,
      value: {
        queryType: 'substream',
        refId: '',
        filters: [],
        app: ['a'],
        streamKeys: ['k'],
        substreams: ['n'],
        format: 'table',
        metric: 'healthScore',
      },
    });
  });

  it('may hold one text where a list is meant, blanks around an ID, and an ID twice', () => {
    const parsed = parseQuery({ ...PEER, sessionId: ' s ', peerIds: ['p', ' p'], sides: 'publisher' }, 'demo');
    expect(parsed).toMatchObject({ ok: true, value: { sessionId: ['s'], peerIds: ['p'], sides: ['publisher'] } });
  });

  it.each([
    ['nothing', {}, 'This query is not finished: Session is missing; Peers: name at least one.'],
    ['null', null, 'This query is not finished: Session is missing; Peers: name at least one.'],
    ['a text', 'SELECT 1', 'This query is not finished: Session is missing; Peers: name at least one.'],
    [
      'numeric without a metric',
      { ...PEER, format: 'numeric' },
      'This query is not finished: Metrics: numeric takes exactly one, and 0 are chosen.',
    ],
    [
      'numeric with two',
      { ...PEER, format: 'numeric', metrics: ['fps', 'rtt_ms'] },
      'This query cannot be run: Metrics: numeric takes exactly one, and 2 are chosen.',
    ],
    [
      'an unknown query type',
      { ...PEER, queryType: 'mos' },
      'This query cannot be run: the query type "mos" is not one this demo data source answers: peerStats, substream.',
    ],
    [
      'an unknown format',
      { ...PEER, format: 'wide' },
      'This query cannot be run: Format "wide" is not one of timeseries, table, numeric.',
    ],
    [
      'a variable',
      { ...PEER, sessionId: 'a-${call:raw}' },
      'This query cannot be run: Session: the variable ${call:raw} has no value here. Alert rules and public dashboards have no variables; write the value itself there.',
    ],
    [
      'an old variable',
      { ...PEER, metrics: ['[[metric]]'] },
      'This query cannot be run: Metrics: the variable [[metric]] has no value here. Alert rules and public dashboards have no variables; write the value itself there.',
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
      'This query cannot be run: filters[0] needs a key and one of the operators =, !=, =|, !=|.',
    ],
  ])('is told what keeps it from running: %s', (_, saved, message) => {
    expect(messageOf(saved)).toBe(message);
  });

  it('is unfinished where something is to be filled in, and not where something is wrong', () => {
    expect(missingFrom({}, 'storm')).toEqual([
      'Application is missing',
      'Streams: name at least one',
      'Substreams: name at least one',
    ]);
    expect(missingFrom({ ...PEER, format: 'wide' }, '100ms')).toEqual([]);
  });

  it('may be anything at all', () => {
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

it('a service answers its own query types, demo those of both', () => {
  expect(SERVICES.map(queryTypesOf)).toEqual([['peerStats'], ['substream'], ['peerStats', 'substream']]);
});
