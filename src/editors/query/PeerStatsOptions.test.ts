import { setOptions } from './PeerStatsOptions';

const ALL = {
  refId: 'A',
  trackIds: ['t1', 't2'],
  rids: ['h', 'm'],
  align: 'sessionStart',
  legend: '{{side}} {{rid}}',
};

test('nothing set, nothing said', () => {
  expect(setOptions({ refId: 'A', align: 'clock', legend: '', rids: [] })).toEqual([]);
});

test('what is set is said', () => {
  expect(setOptions(ALL)).toEqual([
    'Tracks: 2 named',
    'Layers (rid): h, m',
    'Align: Session start',
    'Legend: {{side}} {{rid}}',
  ]);
});

test('what has no effect in a format is not', () => {
  expect(setOptions({ ...ALL, format: 'table' })).toEqual([
    'Tracks: 2 named',
    'Layers (rid): h, m',
    'Legend: {{side}} {{rid}}',
  ]);
  expect(setOptions({ ...ALL, format: 'numeric' })).toEqual(['Tracks: 2 named', 'Layers (rid): h, m']);
});
