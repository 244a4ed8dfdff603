import fc from 'fast-check';
import { liveRequest, STREAMS_REQUEST } from '../requests';
import { liveChannel, liveChannels, readSubscription } from './channel';

const TARGET = { app: 'live', stream: 'studio', substream: '720p' };
const { path, data } = liveChannel('substream', TARGET, 2_000);

it('a channel leads to the subscription that made it', () => {
  expect(path).toBe('substream/1a330743277725cd4d31560dc16ae9ab/2000');
  expect(readSubscription('storm', path, data)).toEqual({
    ok: true,
    value: {
      poll: expect.objectContaining({
        route: 'substream',
        params: { app: 'live', streamKey: 'studio', substream: '720p' },
      }),
      intervalMs: 2_000,
    },
  });
});

it('every channel has a valid Grafana path, and leads back to its subscription', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 400 })
    .map((text) => `n${text.replace(/[\p{C}$[\]{}]/gu, '')}n`);
  fc.assert(
    fc.property(name, name, name, fc.integer({ min: 1_000, max: 60_000 }), (app, stream, substream, intervalMs) => {
      const channel = liveChannel('substream', { app, stream, substream }, intervalMs);
      expect(channel.path).toMatch(/^[A-Za-z0-9/]{1,60}$/);
      expect(readSubscription('demo', channel.path, channel.data)).toMatchObject({ ok: true, value: { intervalMs } });
    })
  );
});

it('everything that changes the published points changes the path', () => {
  const paths = [
    liveChannel('substream', TARGET, 1_000),
    liveChannel('substream', { ...TARGET, app: 'edge' }, 2_000),
    liveChannel('substream', { app: 'live', stream: 'studio/720p', substream: '' }, 2_000),
    liveChannel('substream', { app: 'l', stream: 'ivestudio', substream: '720p' }, 2_000),
    liveChannel('stream', { app: 'live', stream: 'studio' }, 2_000),
    liveChannel('server', {}, 2_000),
  ].map((channel) => channel.path);
  expect(new Set([path, ...paths]).size).toBe(7);
});

it.each([
  ['data of another substream than the path', path, { ...data, substreams: ['native'] }, 'is not that of its document'],
  ['data of another interval than the path', path, { ...data, intervalMs: 1_000 }, 'is not that of its document'],
  ['another path', 'admin', data, 'is not that of its document'],
  ['two substreams', path, { ...data, substreams: ['720p', 'native'] }, 'A channel is of one substream'],
  ['all substreams', path, { ...data, substreams: [] }, 'A channel is of one substream'],
  ['a variable', path, { ...data, app: '$app' }, 'the variable $app'],
  ['no data', path, undefined, 'Application is missing'],
  ['a stream without a key', path, { queryType: 'stream', app: 'live' }, 'A channel is of one substream'],
  ['a journal', path, { ...data, queryType: 'journal' }, 'This query'],
  ['a text', path, 'substream', 'Application is missing'],
])('rejects %s', (_, requestedPath, sentData, words) => {
  expect(readSubscription('storm', requestedPath, sentData)).toMatchObject({
    ok: false,
    failure: { source: 'user', message: expect.stringContaining(words) },
  });
});

it.each([
  ['stream', { app: 'live', stream: 'studio' }, { app: 'live', streamKey: 'studio' }, 'stream'],
  ['server', {}, {}, 'serverMetrics'],
] as const)('a channel of a %s leads to its document', (queryType, target, params, route) => {
  const channel = liveChannel(queryType, target, 2_000);
  expect(readSubscription('storm', channel.path, channel.data)).toMatchObject({
    ok: true,
    value: { poll: { route, params } },
  });
  const request = liveRequest(target);
  expect(liveChannels([request], 2_000)).toEqual([{ key: request.key, ...channel }]);
});

it('100ms has no channels', () => {
  expect(readSubscription('100ms', path, data)).toMatchObject({ ok: false });
});

it('a query has a channel for each live request, and for nothing else', () => {
  const request = liveRequest(TARGET);
  expect(liveChannels([STREAMS_REQUEST, request], 2_000)).toEqual([{ key: request.key, path, data }]);
});
