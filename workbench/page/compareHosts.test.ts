import { dataFrameToJSON, dateTime, FieldType, type DataFrame } from '@grafana/data';
import { compare } from './compareHosts';
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

function runOf(frames: readonly DataFrame[], error?: string): Run {
  const at = dateTime(0);
  return {
    query: { refId: 'A' },
    range: { from: at, to: at, raw: { from: at, to: at } },
    frames,
    error,
    isUnfinished: false,
    took: 1,
  };
}

const textOf = (browser: DataFrame, backend: DataFrame) =>
  compare(runOf([browser]), { frames: [dataFrameToJSON(backend)] }).text;
const withBitrate = (change: Partial<DataFrame['fields'][number]>): DataFrame => ({
  ...BITRATE,
  fields: BITRATE.fields.map((field) => (field.name === 'bitrate' ? { ...field, ...change } : field)),
});

it('counts frames, and values beside the times', () => {
  expect(textOf(BITRATE, BITRATE)).toBe('Both hosts agree: 1 frame, 2 values');
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
  expect(textOf(BITRATE, backend)).toBe('Both hosts agree: 1 frame, 2 values');
});

it.each([
  ['a value', withBitrate({ values: [2500000, 0] }), 'the browser has null, the backend 0'],
  ['a unit', withBitrate({ config: { unit: 'Bps' } }), 'the browser has "unit": "bps", the backend "unit": "Bps"'],
  ['a label', withBitrate({ labels: { side: 'publisher' } }), 'the browser has "rid": "h",'],
  ['a type', { ...BITRATE, meta: { ...BITRATE.meta, typeVersion: [0, 1] as [number, number] } }, 'the backend ],'],
  ['a notice', { ...BITRATE, meta: { ...BITRATE.meta, notices: [] } }, 'the backend "notices": []'],
])('shows where %s differs', (_what, backend, text) => {
  expect(textOf(BITRATE, backend)).toContain(text);
});

it('compares errors', () => {
  expect(compare(runOf([], 'No such session'), { error: 'No such session' }).text).toBe(
    'Both hosts agree: the same error'
  );
  expect(compare(runOf([], 'No such session'), { frames: [] }).text).toBe(
    'The hosts differ: the browser has No such session, the backend nothing'
  );
});
