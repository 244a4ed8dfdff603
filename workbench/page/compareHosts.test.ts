import { dataFrameToJSON, dateTime, FieldType, type DataFrame, type Field } from '@grafana/data';
import { compare, type BackendAnswer } from './compareHosts';
import type { Run } from './run';

const BITRATE: DataFrame = {
  refId: 'A',
  name: 'bitrate',
  length: 2,
  meta: { custom: { room_id: 'r1' }, notices: [{ severity: 'warning', text: 'One sample had no time.' }] },
  fields: [
    { name: 'time', type: FieldType.time, config: { interval: 10_000 }, values: [1738843560000, 1738843570000] },
    {
      name: 'bitrate',
      type: FieldType.number,
      labels: { side: 'publisher', rid: 'h' },
      config: { unit: 'bps' },
      values: [2500000, null],
    },
  ],
};

function compared(browser: Partial<Run>, backend: BackendAnswer) {
  const at = dateTime(0);
  const range = { from: at, to: at, raw: { from: at, to: at } };
  return compare({ query: { refId: 'A' }, range, frames: [], isUnfinished: false, took: 1, ...browser }, backend).text;
}

const textOf = (backend: DataFrame) => compared({ frames: [BITRATE] }, { frames: [dataFrameToJSON(backend)] });
const withBitrate = (change: Partial<Field>): DataFrame => ({
  ...BITRATE,
  fields: BITRATE.fields.map((field) => (field.name === 'bitrate' ? { ...field, ...change } : field)),
});

it('takes labels in any order, and what only a host adds, as equal', () => {
  const backend: DataFrame = {
    ...withBitrate({ labels: { rid: 'h', side: 'publisher' } }),
    meta: {
      ...BITRATE.meta,
      typeVersion: [0, 0],
      stats: [{ displayName: 'Upstream requests', value: 1 }],
      notices: [{ severity: 'warning', text: 'One sample had no time.', link: 'd/call?from=1' }],
    },
  };
  expect(textOf(backend)).toBe('Browser and backend agree: 1 frame, 2 values');
});

it.each([
  ['a value', withBitrate({ values: [2500000, 0] }), 'the browser has null, the backend 0'],
  ['a unit', withBitrate({ config: { unit: 'Bps' } }), 'the browser has "unit": "bps", the backend "unit": "Bps"'],
  ['a label', withBitrate({ labels: { side: 'publisher' } }), 'the browser has "rid": "h",'],
  ['a notice', { ...BITRATE, meta: { ...BITRATE.meta, notices: [] } }, 'the backend "notices": []'],
])('shows where %s differs', (_what, backend, text) => {
  expect(textOf(backend)).toContain(text);
});

it('compares errors', () => {
  const error = 'No such session';
  expect(compared({ error }, { error })).toBe('Browser and backend agree: the same error');
  expect(compared({ error }, { frames: [] })).toBe(
    'The hosts differ: the browser has No such session, the backend nothing'
  );
});
