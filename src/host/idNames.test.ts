import { dateTime } from '@grafana/data';
import { of } from 'rxjs';
import type { Option } from '../core';
import { IdNames } from './idNames';

const RANGE = { from: dateTime(0), to: dateTime(3_600_000) };
const LISTS: Readonly<Record<string, readonly Option[]>> = {
  sessions: [{ value: 's1', text: 'Stand-up', detail: '', start: 1_795_365_600_000 }],
  peers: [{ value: 'p1', text: 'Guest (Lima)', detail: 'guest' }],
};

function namesOf() {
  const asked: string[] = [];
  const names: IdNames = new IdNames({
    service: '100ms',
    options: ({ list = '' }) => {
      asked.push(list);
      const options = LISTS[list] ?? [];
      names.add(list, options);
      return of({ ok: true, value: { options, hint: '' } });
    },
  });
  return { names, asked };
}

it('learns the names of the calls and peers of a query from one request for each list', () => {
  const { names, asked } = namesOf();
  const query = { refId: 'A', sessionId: 's1', peerIds: ['p1', 'p9'] };
  names.load(query, RANGE);
  names.load({ ...query, refId: 'B' }, RANGE);
  expect(asked).toEqual(['sessions', 'peers']);
  expect(['s1', 'p1', 'p9'].map(names.nameOf)).toEqual(['2026-11-22 16:40 · Stand-up', 'Guest (Lima)', undefined]);
});

it('requests nothing for variables, or for peers without a call', () => {
  const { names, asked } = namesOf();
  names.load({ refId: 'A', sessionId: '$session', peerIds: ['$peer'] }, RANGE);
  names.load({ refId: 'A', peerIds: ['p1'] }, RANGE);
  expect(asked).toEqual([]);
});
