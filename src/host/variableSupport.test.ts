import { CoreApp, dateTime, type DataQueryRequest } from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { dataSourceOf, type Answers } from '../datasource.fixture';
import { templatesOf } from './templates.fixture';
import type { PeerlensQuery } from '../types';
import { VariableSupport } from './variableSupport';

const FROM = '2026-11-22T12:00:00.000Z';
const TO = '2026-11-22T18:00:00.000Z';
const range = { from: dateTime(FROM), to: dateTime(TO), raw: { from: 'now-6h', to: 'now' } };

const peer = (id: string, name: string, joined_at: string) => ({ id, name, role: 'guest', joined_at });
const SESSION = {
  id: 's1',
  room_id: 'r1',
  active: false,
  created_at: '2026-11-22T15:40:00.000Z',
  updated_at: '2026-11-22T15:52:10.000Z',
  peers: {
    p1: peer('p1', 'Ada', '2026-11-22T15:40:05.000Z'),
    p2: peer('p2', 'Grace', '2026-11-22T15:41:00.000Z'),
    p3: peer('p3', 'Ada', '2026-11-22T15:50:00.000Z'),
    p4: peer('p4', 'Grace', '2026-11-22T15:41:30.000Z'),
  },
};
const ANSWERS: Answers = {
  'rooms 100': { limit: 100, data: [{ id: 'r1', name: 'Support' }, { id: 'r2' }] },
  'session s1': SESSION,
};

const asked: string[] = [];

function variable(answers: Answers = ANSWERS): VariableSupport {
  return new VariableSupport(dataSourceOf('100ms', answers, asked), () => null);
}

function ask(support: VariableSupport, saved: unknown) {
  const request = { requestId: 'V', app: CoreApp.Dashboard, range, scopedVars: {}, targets: [saved] };
  return lastValueFrom(support.query(request as unknown as DataQueryRequest<PeerlensQuery>));
}

beforeEach(() => {
  asked.length = 0;
  setTemplateSrv(
    templatesOf({ room: ['r1', 'r2'], session: 's1', none: '', __timezone: 'Europe/Berlin' }) as TemplateSrv
  );
});

describe('with a regex, which Grafana applies to the IDs', () => {
  const list = { refId: 'A', queryType: 'list', list: 'rooms' };
  /** As a variable of a dashboard asks. */
  const askWith = (state: object) => {
    const scopedVars = { __sceneObject: { text: '__sceneObject', value: { valueOf: () => ({ state }) } } };
    const request = { requestId: 'V', app: CoreApp.Dashboard, range, scopedVars, targets: [list] };
    return lastValueFrom(variable().query(request as unknown as DataQueryRequest<PeerlensQuery>));
  };

  it('says what to choose if it is about the names', async () => {
    await expect(askWith({ regex: '/^supp/i' })).rejects.toThrow(
      'The regex /^supp/i matches 1 of the names, but Grafana applies it to the IDs, and it matches none of them. Under "Apply regex to" choose "Display text" (Grafana 12.4 or later), or clear the regex.'
    );
  });

  it.each([
    ['Grafana applies it to the names', { regex: '/Supp/', regexApplyTo: 'text' }],
    ['it matches an ID', { regex: '/Supp|r2/' }],
    ['it matches nothing at all', { regex: '/board/' }],
    ['it is no regex', { regex: '/(/' }],
    ['there is none', { regex: '' }],
  ])('answers if %s', async (_, state) => {
    await expect(askWith(state)).resolves.toMatchObject({ data: [{ value: 'r1' }, { value: 'r2' }] });
  });
});

it('is known to Grafana as a variable of its own kind', () => {
  const support = variable();
  expect(support.getType()).toBe('custom');
  expect(support.getDefaultQuery()).toEqual({ refId: 'variable', version: 1, queryType: 'list', list: 'rooms' });
  expect(new VariableSupport(dataSourceOf('storm', {}), () => null).getDefaultQuery().list).toBe('applications');
});

it.each([[{ refId: 'A', queryType: 'list', list: 'rooms' }], ['rooms']])('offers rooms by name: %j', async (saved) => {
  const { data } = await ask(variable(), saved);
  expect(data).toEqual([
    { value: 'r1', text: 'Support' },
    { value: 'r2', text: 'r2' },
  ]);
});

it('offers the sessions of the range and of the chosen rooms, by the time they were, in the zone of the dashboard', async () => {
  const answered = Object.fromEntries(
    ['r1', 'r2'].flatMap((room) =>
      ['false', 'true'].map((active) => [
        `sessions ${active} ${room}`,
        { limit: 100, data: active === 'false' && room === 'r1' ? [SESSION] : [] },
      ])
    )
  );
  const { data } = await ask(variable({ ...ANSWERS, ...answered }), {
    refId: 'A',
    list: 'sessions',
    roomIds: ['$room'],
  });
  expect(data).toEqual([{ value: 's1', text: '2026-11-22 16:40 – 16:52 · 12 min · 4 peers · Support' }]);
  const lists = asked.filter((request) => request.startsWith('sessions'));
  expect(lists).toHaveLength(4);
  // A session lasts 12 h at most, so that is how long before the range one that overlaps it can have begun.
  expect(lists.every((request) => request.includes('2026-11-22T00:00:00.000Z'))).toBe(true);
});

it('tells stays apart: by when they began, and by ID where that is the same minute', async () => {
  const { data } = await ask(variable(), { refId: 'A', list: 'peers', sessionId: '$session' });
  expect(data).toEqual([
    { value: 'p1', text: 'Ada · guest · 16:40' },
    { value: 'p2', text: 'Grace · guest · 16:41 · p2' },
    { value: 'p4', text: 'Grace · guest · 16:41 · p4' },
    { value: 'p3', text: 'Ada · guest · 16:50' },
  ]);
});

it('offers nothing, and asks for nothing, where what it depends on has no value', async () => {
  const support = variable();
  for (const saved of [
    { list: 'sessions', roomIds: ['$none'] },
    { list: 'peers', sessionId: '$none' },
    { query: 'of another data source' },
  ]) {
    await expect(ask(support, { refId: 'A', ...saved })).resolves.toEqual({ data: [] });
  }
  expect(asked).toEqual([]);
});

it('fails with the words of a list that failed', async () => {
  await expect(ask(variable({}), 'rooms')).rejects.toThrow(/^100ms answered 404 for the rooms: not found/);
  await expect(ask(variable(), 'chairs')).rejects.toThrow('List "chairs" is not one of rooms, sessions, peers');
});
