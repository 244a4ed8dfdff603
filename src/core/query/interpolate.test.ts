import { interpolate } from './interpolate';

const VALUES: Readonly<Record<string, readonly string[]>> = { $one: ['a'], $two: ['a', 'b'], $none: [''] };
const expand = (text: string): readonly string[] => VALUES[text] ?? [text];

it('replaces variables in every field of names, and in no choice', () => {
  const saved = {
    sessionId: '$one',
    peerIds: ['$two', 'c'],
    metrics: ['$one'],
    legend: '$two',
    format: '$one',
    refId: '$one',
  };
  expect(interpolate(saved, 'peerStats', expand)).toEqual({
    sessionId: 'a',
    peerIds: ['a', 'b', 'c'],
    metrics: ['a'],
    legend: 'a, b',
    format: '$one',
    refId: '$one',
  });
});

it('lets a field of one value have several, and keeps an empty entry empty', () => {
  const saved = { app: '$two', streamKeys: ['$none'], substreams: '$two' };
  expect(interpolate(saved, 'substream', expand)).toEqual({
    app: ['a', 'b'],
    streamKeys: [''],
    substreams: ['a', 'b'],
  });
});

it('replaces variables in the values of filters', () => {
  const saved = { filters: [{ key: '$one', operator: '!=', values: ['$two', 'c'] }, { key: 'a' }, 7] };
  expect(interpolate(saved, 'peerStats', expand)).toEqual({
    filters: [{ key: '$one', operator: '!=', values: ['a', 'b', 'c'] }, { key: 'a' }, 7],
  });
});

it('changes no value that is not a text, and no unknown field', () => {
  const saved = { peerIds: [7, null], constructor: '$one', hide: true };
  expect(interpolate(saved, 'peerStats', expand)).toEqual(saved);
});
