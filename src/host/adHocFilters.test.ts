import { createDataFrame, dateTime, type DataSourceGetTagValuesOptions } from '@grafana/data';
import { of } from 'rxjs';
import { isNumberLabel, QUERY_TYPES, queryTypesOf, type Option, type Service } from '../core';
import { tagKeys, tagValues, withFilters } from './adHocFilters';
import type { OptionSource } from '../optionSource';
import type { PeerlensQuery } from '../types';

const timeRange = { from: dateTime(1_000), to: dateTime(2_000), raw: { from: 'now-1h', to: 'now' } };
const entry = (value: string, text: string): Option => ({ value, text, detail: '', name: text });

/** The entries of each list, by what it lists and of what; a list that is not here fails. */
type Lists = Readonly<Record<string, readonly Option[]>>;

function valuesOf(
  key: string,
  queries: PeerlensQuery[] | undefined,
  lists: Lists,
  service: Service,
  tables: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {}
) {
  const asked: string[] = [];
  const options: DataSourceGetTagValuesOptions<PeerlensQuery> = { key, filters: [], queries, timeRange };
  const run: OptionSource['options'] = ({ list, sessionId, app }) => {
    const name = [list, sessionId, app].flat().filter(Boolean).join(' ');
    asked.push(name);
    const found = lists[name];
    return of(
      found === undefined
        ? { ok: false, failure: { source: 'upstream', status: 403, message: `No ${name}.` } }
        : { ok: true, value: { options: found, hint: '' } }
    );
  };
  const readTables = (found: readonly PeerlensQuery[]) => {
    found.forEach(({ queryType, filters }) => asked.push(`${queryType} ${JSON.stringify(filters)}`));
    return of(
      found.map(({ queryType }) =>
        createDataFrame({
          fields: Object.entries(tables[queryType ?? ''] ?? {}).map(([name, cells]) => ({ name, values: [...cells] })),
        })
      )
    );
  };
  const values = tagValues(options, { service, options: run }, readTables);
  return values.then((answer) => ({ answer, asked }));
}

it('knows the labels of each service', () => {
  const keysOf = (service: Service) => tagKeys(service).map(({ value }) => value);
  expect(keysOf('100ms').join(' ')).toBe(
    'peer room role cause score sent_score received_score side kind type rid session_id peer_id track_id from room_id status'
  );
  expect(keysOf('storm')).toEqual(['app', 'stream', 'substream', 'server', 'harnessType']);
  expect([...keysOf('demo')].sort()).toEqual([...keysOf('100ms'), ...keysOf('storm')].sort());
});

it('offers only the labels of the queries that a dashboard has', () => {
  const keys = tagKeys('demo', [
    { refId: 'A', queryType: 'sessions' },
    { refId: 'B', queryType: 'substream' },
  ]);
  expect(keys.map(({ value }) => value)).toEqual(['room', 'app', 'stream', 'substream', 'session_id', 'room_id']);
});

it('offers what the tables of the dashboard have, whatever they are filtered by, each table read once', async () => {
  const calls = { refId: 'A', queryType: 'calls', filters: [{ key: 'peer', operator: '=', values: ['Lima'] }] };
  const queries = [calls, { ...calls, refId: 'B', format: 'numeric' }, { refId: 'C', queryType: 'sessions' }];
  const tables = {
    calls: { peer: ['Oslo', 'Lima', null, 'Lima'], cause: ['none', 'own uplink', null, ''], room: ['Daily', null] },
    sessions: { room: ['Weekly', 'Daily'] },
  };
  const peers = await valuesOf('peer', queries, {}, '100ms', tables);
  expect(peers.asked).toEqual(['calls []']);
  expect(peers.answer.data.map(({ value }) => value)).toEqual(['Lima', 'Oslo']);
  const causes = await valuesOf('cause', queries, {}, '100ms', tables);
  expect(causes.answer.data.map(({ value }) => value)).toEqual(['none', 'own uplink']);
  const rooms = await valuesOf('room', queries, {}, '100ms', tables);
  expect(rooms.answer.data.map(({ value }) => value)).toEqual(['Daily', 'Weekly']);
});

it.each([
  ['server', { queryType: 'server', format: 'live' }, 'server', 'storm-1'],
  ['harnessType', { queryType: 'viewers', app: 'live' }, 'viewers', 'HLS'],
  ['from', { queryType: 'incidents', sessionId: 's1', metrics: ['fps'] }, 'tracks', 'Lima'],
  ['session_id', { queryType: 'events', roomId: 'r1' }, 'events', 's1'],
] as const)('offers the values of %s that no list has', async (key, query, table, value) => {
  const queries = [{ refId: 'A', ...query, metrics: [] }];
  const { answer } = await valuesOf(key, queries, {}, 'demo', { [table]: { [key]: [value] } });
  expect(answer.data).toEqual([{ text: value, value }]);
});

const TEXT_LABELS = queryTypesOf('demo').flatMap((queryType) =>
  QUERY_TYPES[queryType].labels.filter((label) => !isNumberLabel(label)).map((label) => ({ queryType, label }))
);

it.each(TEXT_LABELS)('knows where $queryType has the values of $label', async ({ queryType, label }) => {
  const query = { refId: 'A', queryType, sessionId: 's1', app: 'live', streamKeys: ['studio'] };
  const { answer, asked } = await valuesOf(label, [query], {}, 'demo');
  expect([...asked, ...answer.data]).not.toEqual([]);
});

it('asks nobody for what is a closed set', async () => {
  const { answer, asked } = await valuesOf('side', [{ refId: 'A', sessionId: 's1' }], {}, '100ms');
  expect(answer.data.map(({ value }) => value)).toEqual(['publisher', 'subscriber']);
  expect(asked).toEqual([]);
});

it('offers the names of those in the calls that the dashboard asks for, each call asked once', async () => {
  const queries = [
    { refId: 'A', sessionId: 's1' },
    { refId: 'B', sessionId: 's1', metrics: ['fps'] },
    { refId: 'C', sessionId: 's2' },
    { refId: 'D' },
  ];
  // A peer without a name is left out: its ID is not a value of the label.
  const nameless = { ...entry('p4', 'p4'), name: null };
  const lists = { 'peers s1': [entry('p1', 'Ada'), entry('p2', 'Grace'), nameless], 'peers s2': [entry('p3', 'Ada')] };
  const { answer, asked } = await valuesOf('peer', queries, lists, '100ms');
  expect(asked).toEqual(['peers s1', 'peers s2']);
  expect(answer).toEqual({
    data: [
      { text: 'Ada', value: 'Ada' },
      { text: 'Grace', value: 'Grace' },
    ],
  });
});

it('tells tracks of one name apart', async () => {
  const tracks = [entry('t1', 'Ada · video'), entry('t2', 'Ada · video'), entry('t3', 'Ada · audio')];
  const { answer } = await valuesOf('track_id', [{ refId: 'A', sessionId: 's1' }], { 'tracks s1': tracks }, '100ms');
  expect(answer.data.map(({ text }) => text)).toEqual(['Ada · video · t1', 'Ada · video · t2', 'Ada · audio']);
});

it('offers what the queries name where a list fails, and says why it failed', async () => {
  const queries = [{ refId: 'A', app: 'live', streamKeys: ['studio'] }];
  const { answer } = await valuesOf('stream', queries, {}, 'storm');
  expect(answer).toEqual({
    data: [{ text: 'studio', value: 'studio' }],
    error: { message: 'No streams live.' },
  });
});

it.each([
  ['peer', undefined],
  ['stream', undefined],
  ['unheard-of', undefined],
  ['constructor', [{ refId: 'A', sessionId: 's1' }]],
  ['__proto__', [{ refId: 'A', sessionId: 's1' }]],
])('offers nothing for %s of the queries %j', async (key, queries) => {
  const { answer, asked } = await valuesOf(key, queries, {}, 'demo');
  expect([answer, asked]).toEqual([{ data: [] }, []]);
});

it('asks for nothing that a hand-written query holds beside texts, however deep it nests', async () => {
  const nested: unknown = JSON.parse(`${'['.repeat(4_000)}${']'.repeat(4_000)}`);
  const fields: unknown = { refId: 'A', sessionId: nested, streamKeys: { a: 1 }, app: { toString: 1 } };
  const query = fields as PeerlensQuery;
  for (const key of ['peer', 'track_id', 'stream', 'substream']) {
    const { answer, asked } = await valuesOf(key, [query], {}, 'demo');
    expect([answer, asked]).toEqual([{ data: [] }, []]);
  }
});

it('offers 150,000 names in time, and says little of thousands of lists that fail', async () => {
  const peers = Array.from({ length: 150_000 }, (_, i) => entry(`p${i}`, `Ada ${i % 1_000}`));
  const offered = await valuesOf('peer', [{ refId: 'A', sessionId: 's1' }], { 'peers s1': peers }, '100ms');
  expect(offered.answer.data).toHaveLength(1_000);
  const queries = Array.from({ length: 3_000 }, (_, i) => ({ refId: 'A', sessionId: `😀${i}` }));
  const { answer } = await valuesOf('peer', queries, {}, '100ms');
  expect(answer.error?.message?.length).toBeLessThan(1_000);
});

const QUERY = { refId: 'A', filters: [{ key: 'kind', operator: '=', values: ['video'] }] };

it('adds the filters of the dashboard to those of the query, with as many values as their operators take', () => {
  const filters = [
    { key: 'side', operator: '=', value: 'publisher' },
    { key: 'rid', operator: '=|', value: 'h', values: ['h', 'm'] },
    { key: 'peer', operator: '!=', value: 'Ada', values: ['Ada', 'left from another operator'] },
    { key: 'type', operator: '!=|', value: 'screen' },
  ];
  expect(withFilters(QUERY, filters).filters).toEqual([
    { key: 'kind', operator: '=', values: ['video'] },
    { key: 'side', operator: '=', values: ['publisher'] },
    { key: 'rid', operator: '=|', values: ['h', 'm'] },
    { key: 'peer', operator: '!=', values: ['Ada'] },
    { key: 'type', operator: '!=|', values: ['screen'] },
  ]);
});

it('takes what a filter names for a name, also if it reads like a variable', () => {
  const query = withFilters(QUERY, [{ key: 'peer', operator: '=', value: '$ally' }]);
  expect(query).toMatchObject({ literals: ['$ally'] });
});

it('leaves a query without filters as it is', () => {
  expect(withFilters(QUERY)).toBe(QUERY);
});

it('adds to filters that are no list, for the parser to refuse', () => {
  const filters: unknown = { key: 'side' };
  const saved = { refId: 'A', filters } as PeerlensQuery;
  expect(withFilters(saved, [{ key: 'side', operator: '=', value: 'publisher' }]).filters).toHaveLength(2);
});
