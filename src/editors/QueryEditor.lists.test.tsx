import { useState } from 'react';
import type { TimeRange } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NEVER, of, Subject, type Observable } from 'rxjs';
import type { Service } from '../core';
import type { Choices, Listed } from '../host/lists';
import type { PeerlensQuery } from '../host/types';
import { giveLayout } from './controls.fixture';
import { QueryEditor } from './QueryEditor';

jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ getVariables: () => [] }) }));

jest.setTimeout(30_000);
beforeEach(giveLayout);
afterEach(() => jest.restoreAllMocks());

function entry(value: string, text: string, more: Partial<Listed> = {}): Listed {
  return { value, text, detail: '', start: null, end: null, group: null, name: null, ...more };
}

const LISTS: Readonly<Record<string, readonly Listed[]>> = {
  rooms: [entry('r1', 'Stand-up', { detail: 'r1' }), entry('r2', 'Board meeting', { detail: 'r2' })],
  sessions: [
    entry('s1', 'Stand-up', { detail: '12 min · 3 peers', start: 1_795_365_600_000, end: 1_795_366_320_000 }),
    entry('s2', 'Board meeting', { detail: 'live · 1 peer', start: 1_795_365_900_000 }),
  ],
  peers: [
    entry('p1', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
    entry('p2', 'Ben', { detail: 'host · u-8', group: 'u-8' }),
    entry('p3', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
  ],
  applications: [entry('live', 'live')],
  streams: [entry('studio', 'studio'), entry('studio-2', 'studio-2')],
};

type Answer = (list: PeerlensQuery, range: Pick<TimeRange, 'from' | 'to'>) => Observable<Choices>;
const listed: Answer = ({ list = '' }) => of({ entries: LISTS[list] ?? [], hint: '' });

function edit(given: Partial<PeerlensQuery>, answer: Answer = listed, service: Service = '100ms') {
  const saved: PeerlensQuery[] = [];
  const choices = jest.fn(answer);
  function Panel() {
    const [query, setQuery] = useState<PeerlensQuery>({ refId: 'A', ...given });
    const save = (next: PeerlensQuery) => {
      saved.push(next);
      setQuery(next);
    };
    return <QueryEditor query={query} datasource={{ service, choices }} onChange={save} onRunQuery={jest.fn()} />;
  }
  render(<Panel />);
  return { last: () => saved.at(-1), saved, choices, user: userEvent.setup({ delay: null }) };
}

const labels = () => screen.getAllByRole('option').map((option) => option.textContent);

test('a call is found by its room and time, its peer by name, and none by an ID', async () => {
  const { user, last, choices } = edit({});
  expect(choices).not.toHaveBeenCalled();

  await user.click(screen.getByLabelText('Room'));
  await screen.findByRole('option', { name: /^Stand-up/ });
  await user.keyboard('stand{Enter}');
  expect(screen.getByLabelText('Room')).toHaveValue('Stand-up');
  expect(last()).toBeUndefined();

  await user.click(screen.getByLabelText('Session'));
  await screen.findByRole('option', { name: /Stand-up ?12 min · 3 peers$/ });
  await user.keyboard('stand{Enter}');
  expect(last()).toMatchObject({ sessionId: 's1' });
  expect(last()).not.toHaveProperty('room');
  expect(screen.getByLabelText('Session')).toHaveValue('2026-11-22 16:40 – 16:52 · Stand-up');

  await user.click(screen.getByLabelText('Peers'));
  await waitFor(() => expect(labels()).toContain('Ben · host · u-8'));
  await user.keyboard('u-8{Enter}');
  expect(last()).toMatchObject({ sessionId: 's1', peerIds: ['p2'] });
  expect(screen.getByRole('button', { name: 'Remove Ben' })).toBeVisible();
  expect(choices.mock.calls.map(([list]) => list)).toEqual([
    { refId: 'list', list: 'rooms' },
    { refId: 'list', list: 'sessions', roomIds: ['r1'] },
    { refId: 'list', list: 'peers', sessionId: 's1' },
  ]);
});

test('who came back is chosen with all stays at once', async () => {
  const { user, last } = edit({ sessionId: 's1' });
  await user.click(screen.getByLabelText('Peers'));
  await user.click(await screen.findByRole('option', { name: /^Asha · all 2 stays/ }));
  expect(last()).toMatchObject({ peerIds: ['p1', 'p3'] });
  expect(screen.getAllByRole('button', { name: 'Remove Asha' })).toHaveLength(2);
  expect(screen.queryByRole('option', { name: /^Asha · all 2 stays/ })).not.toBeInTheDocument();
});

test('Enter on a name that several have picks none of them', async () => {
  const { user, saved } = edit({ sessionId: 's1' });
  await user.click(screen.getByLabelText('Peers'));
  await screen.findByRole('option', { name: /^Ben/ });
  await user.keyboard('guest{Enter}');
  expect(saved).toEqual([]);
  expect(screen.getByLabelText('Peers')).toHaveValue('guest');
});

test('an ID can be typed while its list is loading, and one that is not listed', async () => {
  const { user, last } = edit({}, () => NEVER);
  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('6977b3f3{Enter}');
  expect(last()).toMatchObject({ sessionId: '6977b3f3' });
  await user.click(screen.getByLabelText('Peers'));
  await user.keyboard('1169b4b7{Enter}');
  expect(last()).toMatchObject({ sessionId: '6977b3f3', peerIds: ['1169b4b7'] });
});

test('a name of Storm can be typed that is part of another', async () => {
  const { user, last } = edit({ queryType: 'journal', app: 'live' }, listed, 'storm');
  await user.click(screen.getByLabelText('Stream'));
  await screen.findByRole('option', { name: 'studio-2' });
  await user.keyboard('stud{Enter}');
  expect(last()).toMatchObject({ streamKey: 'stud' });
});

test('a list that fails is a hint in its own words, is asked again, and keeps nobody from typing', async () => {
  const hint = '100ms answered 403 for the list of rooms. Give the token the permission rooms:read.';
  const { user, choices, saved, last } = edit({ queryType: 'events' }, () => of({ entries: [], hint }));
  await user.click(screen.getByLabelText('Room'));
  // In the list that covers the field, and below the field.
  expect(await screen.findAllByText(hint)).toHaveLength(2);
  await user.keyboard('{ArrowDown}{Enter}');
  expect(saved).toEqual([]);
  await user.click(screen.getByLabelText('Room'));
  await user.keyboard('r9{Enter}');
  expect(last()).toMatchObject({ roomId: 'r9' });
  await user.click(screen.getByLabelText('Peers'));
  expect(await screen.findAllByText('Name the session first: its peers are listed then.')).toHaveLength(2);
  await user.click(screen.getByLabelText('Room'));
  await waitFor(() => expect(choices).toHaveBeenCalledTimes(3));
});

test('a range without calls says which it was', async () => {
  const { user } = edit({}, () => of({ entries: [], hint: 'There are no sessions to choose from.' }));
  await user.click(screen.getByLabelText('Session'));
  // In the list that covers the field, and below the field.
  expect(
    await screen.findAllByText(/^There are no sessions to choose from\. Looked at: \d{4}-\S+ \S+ to \d{4}-/)
  ).toHaveLength(2);
});

test('a list is of the last 24 hours where nobody gave a range', async () => {
  const asked: number[] = [];
  const { user } = edit({}, (_list, { from, to }) => {
    asked.push(to.valueOf() - from.valueOf(), Date.now() - to.valueOf());
    return NEVER;
  });
  await user.click(screen.getByLabelText('Session'));
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[0]).toBe(24 * 3_600_000);
  expect(asked[1]).toBeLessThan(10_000);
});

test('a list that was given up for another is not waited for', async () => {
  const answers = new Map<string, Subject<Choices>>();
  const { user } = edit({ sessionId: 's1' }, ({ sessionId = '' }) => {
    const answer = new Subject<Choices>();
    answers.set(sessionId, answer);
    return answer;
  });
  await user.click(screen.getByLabelText('Peers'));
  await waitFor(() => expect(answers.has('s1')).toBe(true));
  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('s2{Enter}');
  await user.click(screen.getByLabelText('Peers'));
  await waitFor(() => expect(answers.has('s2')).toBe(true));
  expect(answers.get('s1')?.observed).toBe(false);
});

test('ten thousand options are there to be searched', async () => {
  const rooms = Array.from({ length: 10_000 }, (_, i) => entry(`id-${i}`, `Room ${i}`, { detail: `id-${i}` }));
  const { user, last } = edit({ queryType: 'sessions' }, () => of({ entries: rooms, hint: '' }));
  await user.click(screen.getByLabelText('Rooms'));
  await screen.findByRole('option', { name: /^Room 0/ });
  expect(labels().length).toBeLessThan(100);
  await user.keyboard('Room 9876{Enter}');
  expect(last()).toMatchObject({ roomIds: ['id-9876'] });
});
