import type { TypedVariableModel } from '@grafana/data';
import { withAllRooms } from './allRooms';

function variable(more: object): TypedVariableModel {
  const given = { type: 'query', name: 'room', regex: '', query: { list: 'rooms' }, current: { value: ['$__all'] } };
  return { ...given, ...more } as unknown as TypedVariableModel;
}

const SESSIONS = { refId: 'A', queryType: 'sessions', roomIds: ['$room'] };

it.each([
  ['$room', variable({})],
  ['${room}', variable({ current: { value: '$__all' } })],
])('asks for the calls of all rooms where %s is All', (room, all) => {
  expect(withAllRooms({ ...SESSIONS, roomIds: [room] }, [all])).toEqual({ ...SESSIONS, roomIds: [] });
});

it.each([
  ['some rooms are chosen', SESSIONS, variable({ current: { value: ['r1', 'r2'] } })],
  ['the variable leaves rooms out', SESSIONS, variable({ regex: '/support/' })],
  ['its values were written by hand', SESSIONS, variable({ type: 'custom', query: 'r1,r2' })],
  ['it lists something else', SESSIONS, variable({ query: { list: 'sessions' } })],
  ['it has no value yet', SESSIONS, variable({ current: {} })],
  ['another variable is All', SESSIONS, variable({ name: 'other' })],
  ['a room is named beside it', { ...SESSIONS, roomIds: ['$room', 'r1'] }, variable({})],
  ['the query has no rooms', { refId: 'A' }, variable({})],
])('leaves a query alone where %s', (_, query, of) => {
  expect(withAllRooms(query, [of])).toBe(query);
});
