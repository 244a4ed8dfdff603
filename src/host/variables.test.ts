import type { TypedVariableModel } from '@grafana/data';
import { parseQuery } from '../core';
import { templatesOf } from './templates.fixture';
import { expandVariables, replaceVariables, withAllRooms } from './variables';

const templates = templatesOf({ session: 's1', peer: ['a', 'b'], none: [], blank: '' });

it.each([
  ['plain', ['plain']],
  ['$session', ['s1']],
  ['$peer', ['a', 'b']],
  ['x-$peer-$session', ['x-a-s1', 'x-b-s1']],
  ['$peer/$peer', ['a/a', 'b/a', 'a/b', 'b/b']],
  ['$none', ['']],
  ['$blank', ['']],
  ['$unknown', ['$unknown']],
])('%s stands for %j', (text, expected) => {
  expect([...expandVariables(text, {}, templates)].sort()).toEqual([...expected].sort());
});

it('replaces hundreds of variables in one text', () => {
  const text = '$session '.repeat(200);
  expect(expandVariables(text, {}, templates)).toEqual(['s1 '.repeat(200)]);
});

it('leaves a text alone that is longer than any ID or would stand for more texts than can be asked for', () => {
  for (const text of [
    '${'.repeat(100_000),
    '${a.'.repeat(50_000),
    '$session '.repeat(300),
    '$peer'.repeat(40),
    'a\u00000\u0000$peer',
  ]) {
    expect(expandVariables(text, {}, templates)).toEqual([text]);
  }
});

it('gives each of 150,000 values a text', () => {
  const many = templatesOf({ peer: Array.from({ length: 150_000 }, (_, i) => `p${i}`) });
  expect(expandVariables('$peer', {}, many)).toHaveLength(150_000);
});

const SUBSTREAM = { refId: 'A', queryType: 'substream', app: 'live' };

it('keeps the signs of a value, however often variables are replaced', () => {
  const names = templatesOf({ stream: ['$tudio', 'cash$session', 'a[[b]]', 'c'], session: 's1' });
  const once = replaceVariables({ ...SUBSTREAM, streamKeys: ['$stream'] }, 'substream', {}, names);
  expect(once).toMatchObject({ streamKeys: ['$tudio', 'cash$session', 'a[[b]]', 'c'] });
  expect(replaceVariables(once, 'substream', {}, names)).toEqual(once);
  expect(parseQuery(once, 'storm')).toMatchObject({ ok: true, value: { streamKeys: once.streamKeys } });
});

it('leaves a picked name alone that reads like a variable', () => {
  const picked = { ...SUBSTREAM, streamKeys: ['$session', 'a-$session'], literals: ['$session'] };
  expect(replaceVariables(picked, 'substream', {}, templates)).toEqual({ ...picked, streamKeys: ['$session', 'a-s1'] });
});

it.each(['${peer:csv}', '${peer:pipe}', '${peer:regex}', '${peer:json}', '${peer:text}', '[[peer:csv]]'])(
  'takes each value of %s',
  (text) => {
    const query = replaceVariables({ refId: 'A', peerIds: [text] }, 'peerStats', {}, templates);
    expect(query.peerIds).toEqual(['a', 'b']);
  }
);

it.each([
  ['p1|p2', ['p1', 'p2']],
  ['(p1|p2)', ['p1', 'p2']],
  ['{p1,p2}', ['p1', 'p2']],
  ['p1', ['p1']],
  ['p1, p2', ['p1', 'p2']],
  ['.*', ['.*']],
])('takes each value of the custom All %s', (allValue, peerIds) => {
  const all: TypedVariableModel = variable({ type: 'query', name: 'peer', allValue, current: { value: ['$__all'] } });
  const withAll = { ...templatesOf({ peer: allValue }), getVariables: () => [all] };
  for (const text of ['$peer', '${peer}', '${peer:csv}', '[[peer]]']) {
    const query = replaceVariables({ refId: 'A', peerIds: [text] }, 'peerStats', {}, withAll);
    expect(query.peerIds).toEqual(peerIds);
  }
});

it('leaves a picked value alone that looks like a custom All', () => {
  const one = variable({ type: 'query', name: 'peer', allValue: 'a|b', current: { value: 'a|b' } });
  const withOne = { ...templatesOf({ peer: 'a|b' }), getVariables: () => [one] };
  expect(replaceVariables({ refId: 'A', peerIds: ['$peer'] }, 'peerStats', {}, withOne).peerIds).toEqual(['a|b']);
});

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
