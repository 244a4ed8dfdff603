import type { Listed } from '../../host/lists';
import { listedOptions } from './listed';

function entry(given: Partial<Listed>): Listed {
  return { value: 'id', text: 'text', detail: '', start: null, end: null, group: null, name: null, ...given };
}

const FROM = Date.parse('2026-11-22T16:40:00Z');
const TO = Date.parse('2026-11-22T16:52:00Z');

test('a call is found by when it was, in the reader’s zone, and by its room', () => {
  const call = entry({ value: 's1', text: 'Stand-up', detail: '12 min · 3 peers', start: FROM, end: TO });
  expect(listedOptions('sessions', [call], 'Asia/Kolkata')).toEqual([
    { value: 's1', label: '2026-11-22 22:10 – 22:22 · Stand-up', description: '12 min · 3 peers' },
  ]);
});

test('a peer is found by name, role and user ID, and shown by the name', () => {
  const peer = entry({ value: 'p1', text: 'Asha', detail: 'guest · u-7', start: FROM, end: TO, group: 'u-7' });
  expect(listedOptions('peers', [peer], 'utc')).toEqual([
    { value: 'p1', label: 'Asha · guest · u-7', name: 'Asha', description: '2026-11-22 16:40 – 16:52' },
  ]);
});

test('who came back can be chosen with all stays at once', () => {
  const asha = { text: 'Asha', detail: 'guest', group: 'u-7' };
  const peers = [
    entry({ value: 'p1', ...asha }),
    entry({ value: 'p2', text: 'Ben', group: 'u-8' }),
    entry({ value: 'p3', ...asha }),
    entry({ value: 'p4', text: 'Nobody in particular' }),
    entry({ value: 'p5', text: 'Nobody in particular' }),
  ];
  expect(listedOptions('peers', peers).map(({ value, label }) => [value, label])).toEqual([
    ['p1,p3', 'Asha · all 2 stays'],
    ['p1', 'Asha · guest'],
    ['p2', 'Ben'],
    ['p3', 'Asha · guest'],
    ['p4', 'Nobody in particular'],
    ['p5', 'Nobody in particular'],
  ]);
});

test('two stays, once chosen, are told apart by when they began', () => {
  const stays = [entry({ value: 'p1', text: 'Asha', start: FROM }), entry({ value: 'p2', text: 'Asha', start: TO })];
  expect(listedOptions('peers', stays, 'utc').map(({ name }) => name)).toEqual(['Asha 16:40', 'Asha 16:52']);
});

test('what has no more than a name has no description', () => {
  expect(listedOptions('substreams', [entry({ value: '720p', text: '720p' })])).toEqual([
    { value: '720p', label: '720p' },
  ]);
});
