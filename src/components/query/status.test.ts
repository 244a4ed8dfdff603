import { queryTypesOf, type Service } from '../../core';
import type { PeerlensQuery } from '../../types';
import { statusOf } from './status';

const status = (query: PeerlensQuery, service: Service = '100ms') => statusOf(query, service, queryTypesOf(service));

const DONE = { refId: 'A', sessionId: 's', peerIds: ['p'] };

test('a finished query has nothing to say', () => {
  expect(status(DONE)).toBe('');
});

test('an unfinished one says all that is missing', () => {
  expect(status({ refId: 'A', queryType: 'journal', app: 'live' }, 'storm')).toBe(
    'Not finished: Stream is missing; Substream is missing.'
  );
  expect(status({ refId: 'A' })).toBe('Not finished: Session is missing.');
  expect(status({ ...DONE, format: 'numeric' })).toBe(
    'Not finished: Metrics: numeric takes exactly one, but 0 are selected.'
  );
});

test('a variable finishes a query', () => {
  expect(status({ refId: 'A', sessionId: '$session', peerIds: ['${peer}'] })).toBe('');
});

test('a metric that does not exist is named', () => {
  const query = { ...DONE, sides: ['subscriber'], kinds: ['video'], metrics: ['rtt_ms', 'fps'] };
  expect(status(query)).toBe('The selected sides and kinds do not report Round-trip time.');
});

test('numeric with two metrics asks for one', () => {
  expect(status({ ...DONE, format: 'numeric', metrics: ['fps', 'bitrate'] })).toBe(
    'Numeric takes exactly one metric, and 2 are selected: Frame rate, Bitrate.'
  );
});

test('a query of another service or of an unknown type must be changed', () => {
  expect(status({ refId: 'A', queryType: 'substream' })).toBe(
    'This data source does not support Substreams here. Choose another query.'
  );
  expect(status({ refId: 'A', queryType: 'mos' }, 'demo')).toBe(
    'This data source does not support "mos" here. Choose another query.'
  );
});

it('stays short for any number of metrics', () => {
  const metrics = Array.from({ length: 10_000 }, (_, i) => `metric\n${i}`);
  const text = status({ refId: 'A', queryType: 'peerStats', sessionId: 's1', metrics });
  expect(text.length).toBeLessThan(1_000);
  expect(text).not.toContain('\n');
});
