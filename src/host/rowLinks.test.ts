import { CoreApp, FieldType, type DataFrame, type InterpolateFunction } from '@grafana/data';
import type { QueryType } from '../core';
import { withRowLinks, type FrameOrigin } from './rowLinks';

const column = (name: string, type: FieldType, values: unknown[]) => ({ name, type, values, config: {} });
const frameOf = (...columns: ReadonlyArray<DataFrame['fields'][number]>): DataFrame => ({
  length: 1,
  fields: [...columns],
});
const SESSIONS = frameOf(
  column('start', FieldType.time, [1_000]),
  column('end', FieldType.time, [2_000]),
  column('duration', FieldType.number, [1_000]),
  column('session_id', FieldType.string, ['s1'])
);

/** A frame in a dashboard, unless `more` says otherwise. */
function origin(queryType: QueryType, more: Partial<FrameOrigin> = {}): FrameOrigin {
  return {
    query: { refId: 'A', queryType },
    queryType,
    app: CoreApp.Dashboard,
    source: { uid: 'uid', name: 'Calls' },
    ...more,
  };
}

function linkOf(frame: DataFrame, name: string, by: FrameOrigin) {
  return withRowLinks(frame, by).fields.find((field) => field.name === name)?.config.links?.[0];
}

/** As Grafana replaces a row's values: a time that is null becomes `NaN`. */
function rowOf(start: number | null, end: number | null): InterpolateFunction {
  const values: Readonly<Record<string, string>> = { start: String(start ?? NaN), end: String(end ?? NaN) };
  return (text) => text.replace(/\$\{__data\.fields\.(\w+)\.numeric\}/g, (_, name: string) => values[name] ?? '');
}

it('links where a call begins and its ID, and nothing else', () => {
  const { fields } = withRowLinks(SESSIONS, origin('sessions'));
  expect(fields.filter(({ config }) => config.links).map(({ name }) => name)).toEqual(['start', 'session_id']);
});

it.each([
  ['ended', 1_000, 2_000, 'from=1000&to=2000'],
  ['running', 1_000, null, 'from=1000&to=now'],
  ['without a start', null, 2_000, 'from=now-12h&to=2000'],
])('opens a call that is %s at its time', (_, start, end, range) => {
  const link = linkOf(SESSIONS, 'start', origin('sessions', { source: { uid: 'a uid', name: '' } }));
  const replaceVariables = rowOf(start, end);
  const url = replaceVariables(link?.onBuildUrl?.({ origin: {}, replaceVariables }) ?? '');
  expect(url).toBe(
    `/d/peerlens-call?var-session=\${__data.fields.session_id:percentencode}&var-datasource=a%20uid&${range}`
  );
});

it('opens the call of a peer, which has an end and a duration alone', () => {
  const values: Readonly<Record<string, string>> = { end: '5000', duration: '4000' };
  const replaceVariables: InterpolateFunction = (text) =>
    text.replace(/\$\{__data\.fields\.(\w+)\.numeric\}/g, (token, name: string) => values[name] ?? token);
  const link = linkOf(SESSIONS, 'session_id', origin('calls'));
  expect(link?.onBuildUrl?.({ origin: {}, replaceVariables })).toContain('from=1000&to=5000');
});

it('leads from a peer to its own dashboard, and from its score to the call', () => {
  const [peer, score] = ['peer', 'score'].map((name) => {
    const frame = frameOf(column(name, FieldType.string, ['x']), ...SESSIONS.fields.slice(1));
    return linkOf(frame, name, origin('calls'))?.onBuildUrl?.({ origin: {}, replaceVariables: rowOf(null, 2_000) });
  });
  const range = '&var-datasource=uid&from=now-12h&to=2000';
  const call = 'var-session=${__data.fields.session_id:percentencode}';
  expect(peer).toBe(`/d/peerlens-peer?${call}&var-peer=\${__data.fields.peer_id:percentencode}${range}`);
  expect(score).toBe(`/d/peerlens-call?${call}${range}`);
});

it('leads from a substream to its dashboard, in the same range', () => {
  const link = linkOf(frameOf(column('substream', FieldType.string, ['native'])), 'substream', origin('substream'));
  expect(link?.url).toBe(
    '/d/peerlens-substream?var-app=${__data.fields.app:percentencode}&var-stream=${__data.fields.stream:percentencode}' +
      '&var-substream=${__data.fields.substream:percentencode}&var-datasource=uid&${__url_time_range}'
  );
});

describe('in Explore', () => {
  const peer = frameOf(column('peer', FieldType.string, ['Asha']));
  const inExplore = (queryType: QueryType, sessionId?: string) =>
    origin(queryType, { app: CoreApp.Explore, query: { refId: 'A', queryType, sessionId } });

  it.each([
    ['sessions', SESSIONS, 'session_id', { queryType: 'tracks', sessionId: '${__data.fields.session_id}' }],
    ['calls', peer, 'peer', { queryType: 'tracks', peerIds: ['${__data.fields.peer_id}'] }],
    ['tracks', peer, 'peer', { queryType: 'peerStats', sessionId: 's1', trackIds: ['${__data.fields.track_id}'] }],
    ['incidents', peer, 'peer', { queryType: 'peerStats', sessionId: 's1' }],
    [
      'substream',
      frameOf(column('stream', FieldType.string, ['studio'])),
      'stream',
      {
        queryType: 'journal',
        app: '${__data.fields.app}',
        streamKey: '${__data.fields.stream}',
        // A stream may be called $studio.
        literals: ['${__data.fields.app}', '${__data.fields.stream}', '${__data.fields.substream}'],
      },
    ],
  ] as const)('a row of %s leads to the next query, beside it', (queryType, frame, name, next) => {
    expect(linkOf(frame, name, inExplore(queryType, 's1'))).toMatchObject({
      internal: { datasourceUid: 'uid', datasourceName: 'Calls', query: { version: 1, ...next } },
    });
  });

  it('a track of several sessions leads nowhere: no column tells which', () => {
    expect(linkOf(peer, 'peer', inExplore('tracks'))).toBeUndefined();
  });
});

it('a track leads nowhere in a dashboard, which links it itself', () => {
  expect(linkOf(frameOf(column('peer', FieldType.string, ['Asha'])), 'peer', origin('tracks'))).toBeUndefined();
});

it('links no column that is called as something that every object has', () => {
  const frame = frameOf(column('constructor', FieldType.string, ['x']), column('__proto__', FieldType.string, ['y']));
  expect(withRowLinks(frame, origin('sessions'))).toEqual(frame);
});
