import { FieldType, type DataFrame } from '@grafana/data';
import { compareFrames } from './compare';

const BITRATE: DataFrame = {
  refId: 'A',
  name: 'bitrate',
  length: 2,
  meta: {
    custom: { room_id: 'r1' },
    notices: [{ severity: 'warning', text: 'One sample had no time.' }],
  },
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

const withBitrate = (change: Partial<DataFrame['fields'][number]>): DataFrame => ({
  ...BITRATE,
  fields: BITRATE.fields.map((field) => (field.name === 'bitrate' ? { ...field, ...change } : field)),
});

const typed: DataFrame = { ...BITRATE, meta: { ...BITRATE.meta, typeVersion: [0, 1] } };

describe('compareFrames', () => {
  it('counts frames, and values beside the times', () => {
    expect(compareFrames([BITRATE, BITRATE], [BITRATE, BITRATE])).toEqual({ agree: true, frames: 2, values: 4 });
  });

  it('takes labels in any order, and what only a host adds, as equal', () => {
    const backend: DataFrame = {
      ...withBitrate({ labels: { rid: 'h', side: 'publisher' }, state: { displayName: 'cached' } }),
      meta: {
        ...BITRATE.meta,
        typeVersion: [0, 0],
        stats: [{ displayName: 'Upstream requests', value: 1 }],
        notices: [{ severity: 'warning', text: 'One sample had no time.', link: 'd/call?from=1' }],
      },
    };
    expect(compareFrames([BITRATE], [backend])).toEqual({ agree: true, frames: 1, values: 2 });
  });

  it.each([
    ['a value', withBitrate({ values: [2500000, 0] }), 'frames[0].fields[1].values[1]', null, 0],
    ['a number of samples', withBitrate({ values: [2500000] }), 'frames[0].fields[1].values.length', 2, 1],
    ['a unit', withBitrate({ config: { unit: 'Bps' } }), 'frames[0].fields[1].config.unit', 'bps', 'Bps'],
    [
      'a label that one lacks',
      withBitrate({ labels: { side: 'publisher' } }),
      'frames[0].fields[1].labels.rid',
      'h',
      undefined,
    ],
    ['a type version', typed, 'frames[0].meta.typeVersion', undefined, [0, 1]],
    ['a notice', { ...BITRATE, meta: { ...BITRATE.meta, notices: [] } }, 'frames[0].meta.notices.length', 1, 0],
  ])('names the path of %s that differs', (_what, backend, path, inBrowser, inBackend) => {
    expect(compareFrames([BITRATE], [backend])).toEqual({
      agree: false,
      path,
      browser: inBrowser,
      backend: inBackend,
    });
  });

  it('tells a frame that one lacks', () => {
    expect(compareFrames([BITRATE], [])).toEqual({ agree: false, path: 'frames.length', browser: 1, backend: 0 });
  });
});
