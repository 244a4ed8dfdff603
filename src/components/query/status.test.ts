import { queryTypesOf } from '../../core';
import type { PeerlensQuery } from '../../types';
import { statusOf } from './status';

const status = (query: Partial<PeerlensQuery>) => statusOf({ refId: 'A', ...query }, '100ms', queryTypesOf('100ms'));

test.each([
  ['a finished query', { sessionId: 's', peerIds: ['p'] }, ''],
  ['a query that a variable finishes', { sessionId: '$session', peerIds: ['${peer}'] }, ''],
  ['an unknown type', { queryType: 'mos' }, 'This data source does not support "mos" here. Choose another query.'],
])('of %s', (_, query, text) => {
  expect(status(query)).toBe(text);
});

it('stays short for any number of metrics', () => {
  const metrics = Array.from({ length: 10_000 }, (_, i) => `metric\n${i}`);
  const text = status({ queryType: 'peerStats', sessionId: 's1', metrics });
  expect(text.length).toBeLessThan(1_000);
  expect(text).not.toContain('\n');
});
