import { QUERY_TYPES } from '../../core';
import { setWords } from './setWords';

const { trackIds, rids, align, legend } = QUERY_TYPES.peerStats.fields;

test('nothing set, nothing said', () => {
  expect(setWords('align', align, { align: 'clock' })).toBe('');
  expect(setWords('legend', legend, { legend: '' })).toBe('');
  expect(setWords('rids', rids, { rids: [] })).toBe('');
  expect(setWords('trackIds', trackIds, {})).toBe('');
});

test('what is set is said', () => {
  expect(setWords('align', align, { align: 'sessionStart' })).toBe('Align: Session start');
  expect(setWords('legend', legend, { legend: '{{side}}, {{rid}}' })).toBe('Legend: {{side}}, {{rid}}');
  expect(setWords('rids', rids, { rids: ['h', 'm'] })).toBe('Layers (rid): h, m');
});

test('IDs are counted, as nobody reads them', () => {
  expect(setWords('trackIds', trackIds, { trackIds: ['t1', 't2'] })).toBe('Tracks: 2 named');
});

it('says little of what is set to much, and shows a choice as it was saved', () => {
  const field = { shape: 'many', emptyMeansAll: true, label: 'Labels', about: '' } as const;
  const choice = { shape: 'choice', choices: ['a'], fallback: 'a', label: 'Format', about: '' } as const;
  expect(setWords('none', field, { none: Array.from({ length: 1_000 }, (_, i) => `x${i}`) }).length).toBeLessThan(120);
  expect(setWords('format', choice, { format: 'constructor' })).toBe('Format: constructor');
});
