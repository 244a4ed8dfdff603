import { QUERY_TYPES } from '../../core';
import { summarize } from './optionsSummary';

const { trackIds, rids, align, legend } = QUERY_TYPES.peerStats.fields;

test('defaults are not mentioned', () => {
  expect(summarize('align', align, { align: 'clock' })).toBe('');
  expect(summarize('legend', legend, { legend: '' })).toBe('');
  expect(summarize('rids', rids, { rids: [] })).toBe('');
  expect(summarize('trackIds', trackIds, {})).toBe('');
});

test('other values are mentioned', () => {
  expect(summarize('align', align, { align: 'sessionStart' })).toBe('Align: Session start');
  expect(summarize('legend', legend, { legend: '{{side}}, {{rid}}' })).toBe('Legend: {{side}}, {{rid}}');
  expect(summarize('rids', rids, { rids: ['h', 'm'] })).toBe('Layers (rid): h, m');
});

test('IDs are counted, because nobody reads them', () => {
  expect(summarize('trackIds', trackIds, { trackIds: ['t1', 't2'] })).toBe('Tracks: 2 named');
});

it('shortens a long list, and shows an unknown choice as it was saved', () => {
  const field = { shape: 'idList', label: 'Labels', about: '' } as const;
  const choice = { shape: 'enum', choices: ['a'], default: 'a', label: 'Format', about: '' } as const;
  expect(summarize('none', field, { none: Array.from({ length: 1_000 }, (_, i) => `x${i}`) }).length).toBeLessThan(120);
  expect(summarize('format', choice, { format: 'constructor' })).toBe('Format: constructor');
});
