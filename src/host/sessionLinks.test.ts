import { FieldType, type DataFrame, type InterpolateFunction } from '@grafana/data';
import { withSessionLinks } from './sessionLinks';

const column = (name: string, type: FieldType, values: unknown[]) => ({ name, type, values, config: {} });
const SESSIONS: DataFrame = {
  length: 1,
  fields: [
    column('start', FieldType.time, [1_000]),
    column('end', FieldType.time, [2_000]),
    column('duration', FieldType.number, [1_000]),
    column('session_id', FieldType.string, ['s1']),
  ],
};

/** As Grafana replaces a row's values: a time that is null becomes `NaN`. */
function rowOf(start: number | null, end: number | null): InterpolateFunction {
  const values: Readonly<Record<string, string>> = { start: String(start ?? NaN), end: String(end ?? NaN) };
  return (text) => text.replace(/\$\{__data\.fields\.(\w+)\.numeric\}/g, (_, name: string) => values[name] ?? '');
}

it('links where a call begins and its ID, and nothing else', () => {
  const { fields } = withSessionLinks(SESSIONS, 'uid');
  expect(fields.filter(({ config }) => config.links).map(({ name }) => name)).toEqual(['start', 'session_id']);
});

it.each([
  ['ended', 1_000, 2_000, 'from=1000&to=2000'],
  ['running', 1_000, null, 'from=1000&to=now'],
  ['without a start', null, 2_000, 'from=now-12h&to=2000'],
])('opens a call that is %s at its time', (_, start, end, range) => {
  const [link] = withSessionLinks(SESSIONS, 'a uid').fields[0]?.config.links ?? [];
  const replaceVariables = rowOf(start, end);
  const url = replaceVariables(link?.onBuildUrl?.({ origin: {}, replaceVariables }) ?? '');
  expect(url).toBe(`/d/peerlens-call?var-datasource=a%20uid&var-session=\${__data.fields.session_id}&${range}`);
});

it('opens the call of a peer, which has an end and a duration alone', () => {
  const [link] = withSessionLinks(SESSIONS, 'uid').fields[3]?.config.links ?? [];
  const values: Readonly<Record<string, string>> = { end: '5000', duration: '4000' };
  const replaceVariables: InterpolateFunction = (text) =>
    text.replace(/\$\{__data\.fields\.(\w+)\.numeric\}/g, (token, name: string) => values[name] ?? token);
  expect(link?.onBuildUrl?.({ origin: {}, replaceVariables })).toContain('from=1000&to=5000');
});

it('leads from a peer to its own dashboard, and from its score to the call', () => {
  const [peer, score] = ['peer', 'score'].map((name) => {
    const frame = { length: 1, fields: [column(name, FieldType.string, ['x']), ...SESSIONS.fields.slice(1)] };
    const [link] = withSessionLinks(frame, 'uid').fields[0]?.config.links ?? [];
    return link?.onBuildUrl?.({ origin: {}, replaceVariables: rowOf(null, 2_000) });
  });
  const call = 'var-datasource=uid&var-session=${__data.fields.session_id}';
  expect(peer).toBe(`/d/peerlens-peer?${call}&var-peer=\${__data.fields.peer_id}&from=now-12h&to=2000`);
  expect(score).toBe(`/d/peerlens-call?${call}&from=now-12h&to=2000`);
});
