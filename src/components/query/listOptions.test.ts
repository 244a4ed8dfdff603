import type { Option } from '../../core';
import { listOptions } from './listOptions';

function entry(given: Partial<Option>): Option {
  return { value: 'id', text: 'text', detail: '', ...given };
}

const FROM = Date.parse('2026-11-22T16:40:00Z');
const TO = Date.parse('2026-11-22T16:52:00Z');

test('the label of a call has its time and its room', () => {
  const call = entry({ value: 's1', text: 'Stand-up', detail: '12 min · 3 peers', start: FROM, end: TO });
  expect(listOptions('sessions', [call])).toEqual([
    { value: 's1', label: '2026-11-22 16:40 – 16:52 · Stand-up', description: '12 min · 3 peers' },
  ]);
});

test('the label of a peer has name, role and user ID; selected, only the name is shown', () => {
  const peer = entry({ value: 'p1', text: 'Asha', detail: 'guest · u-7', start: FROM, end: TO, group: 'u-7' });
  expect(listOptions('peers', [peer])).toEqual([
    { value: 'p1', label: 'Asha · guest · u-7', name: 'Asha', description: '2026-11-22 16:40 – 16:52' },
  ]);
});

test('all stays of a person who came back are one option', () => {
  const asha = { text: 'Asha', detail: 'guest', group: 'u-7' };
  const peers = [
    entry({ value: 'p1', ...asha }),
    entry({ value: 'p2', text: 'Ben', group: 'u-8' }),
    entry({ value: 'p3', ...asha }),
    entry({ value: 'p4', text: 'Nobody in particular' }),
    entry({ value: 'p5', text: 'Nobody in particular' }),
  ];
  expect(listOptions('peers', peers).map(({ value, label }) => [value, label])).toEqual([
    ['p1,p3', 'Asha · all 2 stays'],
    ['p1', 'Asha · guest'],
    ['p2', 'Ben'],
    ['p3', 'Asha · guest'],
    ['p4', 'Nobody in particular'],
    ['p5', 'Nobody in particular'],
  ]);
});

test('the names of two selected stays say when they began', () => {
  const stays = [entry({ value: 'p1', text: 'Asha', start: FROM }), entry({ value: 'p2', text: 'Asha', start: TO })];
  expect(listOptions('peers', stays).map(({ name }) => name)).toEqual(['Asha 16:40', 'Asha 16:52']);
});

test('an option with nothing but a name has no description', () => {
  expect(listOptions('substreams', [entry({ value: '720p', text: '720p' })])).toEqual([
    { value: '720p', label: '720p' },
  ]);
});
