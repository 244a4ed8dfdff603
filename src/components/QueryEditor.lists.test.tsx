import { screen, waitFor } from '@testing-library/react';
import { NEVER, of } from 'rxjs';
import type { Option, Service } from '../core';
import type { PeerlensQuery } from '../types';
import { QueryEditor } from './QueryEditor';
import { answering, mockLayout, option, renderEditor, type Answer } from './QueryEditor.fixture';

jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ getVariables: () => [] }) }));

beforeEach(mockLayout);
afterEach(() => jest.restoreAllMocks());

const LISTS: Readonly<Record<string, readonly Option[]>> = {
  rooms: [option('r1', 'Stand-up', { detail: 'r1' }), option('r2', 'Board meeting', { detail: 'r2' })],
  sessions: [
    option('s1', 'Stand-up', { detail: '12 min · 3 peers', start: 1_795_365_600_000, end: 1_795_366_320_000 }),
    option('s2', 'Board meeting', { detail: 'live · 1 peer', start: 1_795_365_900_000 }),
  ],
  peers: [
    option('p1', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
    option('p2', 'Ben', { detail: 'host · u-8', group: 'u-8' }),
    option('p3', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
  ],
  applications: [option('live', 'live')],
  streams: [option('studio', 'studio'), option('studio-2', 'studio-2')],
};

function edit(given: Partial<PeerlensQuery>, answer: Answer = answering(LISTS), service?: Service) {
  return renderEditor(QueryEditor, given, { answer, service });
}

const labels = () => screen.getAllByRole('option').map((option) => option.textContent);

test('a call is found by its room and time, its peer by name, and none by an ID', async () => {
  const { user, last, asked } = edit({});
  expect(asked).not.toHaveBeenCalled();

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
  expect(asked.mock.calls.map(([list]) => list)).toEqual([
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
  const { user, last } = edit({ queryType: 'journal', app: 'live' }, undefined, 'storm');
  await user.click(screen.getByLabelText('Stream'));
  await screen.findByRole('option', { name: 'studio-2' });
  await user.keyboard('stud{Enter}');
  expect(last()).toMatchObject({ streamKey: 'stud' });
});

test('a listed name keeps its signs and blanks, and is no variable', async () => {
  const names = ['$studio', 'a,b;c', '[[x]] 50%/2 🎉', ' ends '];
  const { user, last, asked } = edit(
    { queryType: 'substream' },
    answering({ applications: [option(' live ')], streams: names.map((name) => option(name)) }),
    'storm'
  );
  await user.click(screen.getByLabelText('Application'));
  await user.click(await screen.findByText('live', { selector: '[role=option] *' }));
  for (const name of names) {
    await user.click(screen.getByRole('combobox', { name: 'Streams' }));
    await waitFor(() => expect(labels()).toContain(name));
    await user.click(screen.getByText(name.trim(), { selector: '[role=option] *' }));
    await user.click(screen.getByLabelText('Application'));
  }
  expect(last()).toMatchObject({ app: ' live ', streamKeys: names, literals: ['$studio', '[[x]] 50%/2 🎉'] });
  await user.click(screen.getByRole('combobox', { name: 'Substreams' }));
  const { streamKeys, literals } = last() ?? {};
  expect(asked.mock.lastCall?.[0]).toMatchObject({ list: 'substreams', streamKeys, literals });
});

test('a list that fails is a hint in its own words, is asked again, and keeps nobody from typing', async () => {
  const hint = '100ms answered 403 for the list of rooms. Give the token the permission rooms:read.';
  const { user, asked, saved, last } = edit({ queryType: 'events' }, () => of({ options: [], hint }));
  await user.click(screen.getByLabelText('Room'));
  // Above the field, and not as a row of its list.
  expect(await screen.findAllByText(hint)).toHaveLength(1);
  await user.keyboard('{ArrowDown}{Enter}');
  expect(saved).toEqual([]);
  await user.click(screen.getByLabelText('Room'));
  await user.keyboard('r9{Enter}');
  expect(last()).toMatchObject({ roomId: 'r9' });
  await user.click(screen.getByLabelText('Peers'));
  expect(await screen.findAllByText('Session is missing, so there is nothing to choose from.')).toHaveLength(1);
  await user.click(screen.getByLabelText('Room'));
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(3));
});

test('a range without calls says which it was', async () => {
  const { user } = edit({}, () => of({ options: [], hint: 'There are no sessions to choose from.' }));
  await user.click(screen.getByLabelText('Session'));
  // Above the field, and not as a row of its list.
  expect(
    await screen.findAllByText(/^There are no sessions to choose from\. Searched from \d{4}-\S+ \S+ to \d{4}-/)
  ).toHaveLength(1);
});

test('a list is of the last 24 hours where nobody gave a range', async () => {
  const asked: number[] = [];
  const { user } = edit({}, (_list, { from, to }) => {
    asked.push(to.valueOf() - from.valueOf(), Date.now() - to.valueOf());
    return NEVER;
  });
  await user.click(screen.getByLabelText('Session'));
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(Math.abs((asked[0] ?? 0) - 24 * 3_600_000)).toBeLessThan(1_000);
  expect(asked[1]).toBeLessThan(10_000);
});

test('ten thousand options are there to be searched', async () => {
  const rooms = Array.from({ length: 10_000 }, (_, i) => option(`id-${i}`, `Room ${i}`, { detail: `id-${i}` }));
  const { user, last } = edit({ queryType: 'sessions' }, () => of({ options: rooms, hint: '' }));
  await user.click(screen.getByLabelText('Rooms'));
  await screen.findByRole('option', { name: /^Room 0/ });
  expect(labels().length).toBeLessThan(100);
  await user.keyboard('Room 9876{Enter}');
  expect(last()).toMatchObject({ roomIds: ['id-9876'] });
});
