import type { SVGProps } from 'react';
import { CoreApp, dateTime, type TimeRange } from '@grafana/data';
import { act, screen, waitFor } from '@testing-library/react';
import { of, Subject } from 'rxjs';
import type { Option, OptionList } from '../core';
import type { PeerlensQuery } from '../types';
import { QueryEditor } from './QueryEditor';
import { answering, mockLayout, option, renderEditor, type Answer } from './QueryEditor.fixture';

jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ getVariables: () => [] }) }));

// The usual stand-in for icons is no button, and what clears a Combobox is an icon.
jest.mock('react-inlinesvg', () => ({
  __esModule: true,
  default: ({ title, role, className, onClick }: SVGProps<SVGSVGElement> & { readonly title?: string }) => (
    <svg role={role} aria-label={title} className={className} onClick={onClick} />
  ),
}));

beforeEach(mockLayout);
afterEach(() => jest.restoreAllMocks());

const STAND_UP = option('s1', 'Stand-up', { start: 1_795_365_600_000, end: 1_795_366_320_000 });
const STAND_UP_NAME = '2026-11-22 16:40 – 16:52 · Stand-up';

const LISTS: Readonly<Record<string, readonly Option[]>> = {
  sessions: [STAND_UP, option('s2', 'Board meeting', { start: 1_795_365_900_000 })],
  applications: [option('live', 'live'), option('arena', 'arena')],
  streams: [option('studio', 'studio'), option('stage', 'stage')],
  substreams: [option('native', 'native'), option('720p', '720p')],
};

const NONE: OptionList = { options: [], hint: 'There are no sessions to choose from.' };
const listed = answering(LISTS);

const RANGE: TimeRange = { from: dateTime(0), to: dateTime(3_600_000), raw: { from: 'now-1h', to: 'now' } };

/** An editor in Explore, or in another app. */
function explore(given: Partial<PeerlensQuery>, setup: Parameters<typeof renderEditor>[2] = {}) {
  return renderEditor(QueryEditor, given, { app: CoreApp.Explore, range: RANGE, answer: listed, ...setup });
}

const status = () => screen.getByRole('status').textContent;

describe('a query in Explore that lacks an ID', () => {
  test.each(['peerStats', 'tracks', 'incidents', 'layers', 'events'])(
    'takes the first call of the list: %s',
    (queryType) => {
      const { saved, run, lists } = explore({ queryType });
      const metrics = queryType === 'peerStats' ? { metrics: ['packet_loss_percent'] } : {};
      expect(saved).toEqual([{ refId: 'A', version: 1, queryType, sessionId: 's1', ...metrics }]);
      expect(screen.getByLabelText('Session')).toHaveValue(STAND_UP_NAME);
      expect(status()).toBe('');
      expect(run).toHaveBeenCalledTimes(1);
      expect(lists()).toEqual(['sessions']);
    }
  );

  test('takes the first application', () => {
    const { last, run, lists } = explore({}, { service: 'storm' });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'substream', app: 'live' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(lists()).toEqual(['applications']);
  });

  test.each([
    ['timeseries', { format: 'live' }],
    ['table', {}],
    [undefined, { format: 'live' }],
  ])('takes the first application in a new panel of the type %s', (panelPluginId, format) => {
    const { saved, run } = explore({}, { service: 'storm', app: CoreApp.PanelEditor, panelPluginId });
    expect(saved).toEqual([{ refId: 'A', version: 1, queryType: 'substream', app: 'live', ...format }]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('takes one field after the other, and is run once it is finished', () => {
    const { saved, run, lists } = explore({ queryType: 'journal' }, { service: 'storm' });
    expect(saved.map(({ app, streamKey, substream }) => [app, streamKey, substream])).toEqual([
      ['live', undefined, undefined],
      ['live', 'studio', undefined],
      ['live', 'studio', 'native'],
    ]);
    expect(lists()).toEqual(['applications', 'streams', 'substreams']);
    expect(run).toHaveBeenCalledTimes(1);
    expect(screen.getByLabelText('Substream')).toHaveValue('native');
  });

  test('takes only what it lacks', () => {
    const { last, lists } = explore({ queryType: 'journal', app: 'arena' }, { service: 'storm' });
    expect(last()).toMatchObject({ app: 'arena', streamKey: 'studio', substream: 'native' });
    expect(lists()).toEqual(['streams', 'substreams']);
  });

  test('takes it also once it is of another type', async () => {
    const { user, last, run, lists } = explore({ queryType: 'calls' });
    expect(lists()).toEqual([]);
    await user.click(screen.getByLabelText('Scores'));
    expect(last()).toMatchObject({ queryType: 'tracks', sessionId: 's1' });
    expect(screen.getByLabelText('Session')).toHaveValue(STAND_UP_NAME);
    expect(run).toHaveBeenCalledTimes(1);
    expect(lists()).toEqual(['sessions']);
  });

  test('may lack more, which no list has', () => {
    const { last, run } = explore({ queryType: 'tracks', format: 'numeric' });
    expect(last()).toMatchObject({ sessionId: 's1' });
    expect(status()).toBe('Not finished: Metrics: numeric takes exactly one, but 0 are selected.');
    expect(run).not.toHaveBeenCalled();
  });
});

describe('nothing is taken', () => {
  test.each([
    ['100ms', 'peerStats', { sessionId: '$session' }],
    ['100ms', 'calls', {}],
    ['storm', 'substream', { app: 'arena' }],
    ['100ms', 'journal', {}],
  ] as const)('where %s %s %j lacks nothing that a list has, and no list is loaded', (service, queryType, given) => {
    const { saved, run, lists } = explore({ queryType, ...given }, { service });
    expect([saved, run.mock.calls, lists()]).toEqual([[], [], []]);
  });

  test.each([
    ['peerStats', { sessionId: 's9' }, ['sessions']],
    ['events', { roomId: 'r1' }, ['rooms']],
    ['peerStats', { sessionId: 's1', peerIds: ['p1'] }, ['sessions', 'peers']],
  ])('where %s names an ID, and only its names are loaded', (queryType, given, expected) => {
    const { saved, run, lists } = explore({ queryType, ...given }, { service: '100ms' });
    expect([saved, run.mock.calls, lists()]).toEqual([[], [], expected]);
  });

  test.each([CoreApp.Dashboard, CoreApp.PanelEditor, CoreApp.UnifiedAlerting, CoreApp.Unknown])('in %s', (app) => {
    const { saved, lists } = explore({}, { app });
    expect([saved, lists()]).toEqual([[], []]);
    expect(status()).toBe('Not finished: Session is missing.');
  });

  test('from an empty list, which says so and is loaded once', async () => {
    const { user, saved, run, lists, withRange } = explore({}, { answer: () => of(NONE) });
    expect(status()).toBe('Not finished: Session is missing.');
    expect(screen.getByText(/^There are no sessions to choose from\. Searched from /)).toBeVisible();
    withRange({ ...RANGE, raw: { from: 'now-6h', to: 'now' } });
    await user.click(screen.getByLabelText('Calls'));
    await user.click(screen.getByLabelText('Peer stats'));
    expect(lists()).toEqual(['sessions']);
    expect(saved.map(({ sessionId }) => sessionId)).toEqual([undefined, undefined]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('from a list that failed, which says why', () => {
    const hint = 'Storm answered 403 for the list of streams. Give the user the permission to read them.';
    const answer: Answer = (list, range) => (list.list === 'streams' ? of({ options: [], hint }) : listed(list, range));
    const { last, run, lists } = explore({ queryType: 'journal' }, { service: 'storm', answer });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'journal', app: 'live' });
    expect(status()).toBe('Not finished: Stream is missing; Substream is missing.');
    expect(screen.getByText(hint)).toBeVisible();
    expect(lists()).toEqual(['applications', 'streams']);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('what a person does comes first', () => {
  test.each([
    ['was taken', {}],
    ['was there', { sessionId: 's1' }],
  ])('a session that %s and was cleared stays cleared, in every type', async (_how, given) => {
    const { user, last, lists } = explore({ queryType: 'peerStats', ...given });
    const before = lists();
    await user.click(screen.getByRole('button', { name: 'Clear value' }));
    expect(last()).toMatchObject({ queryType: 'peerStats', sessionId: undefined });
    await user.click(screen.getByLabelText('Scores'));
    expect(last()).toMatchObject({ queryType: 'tracks', sessionId: undefined });
    expect(status()).toBe('Not finished: Session is missing.');
    expect(lists()).toEqual(before);
  });

  test('what is typed while the list is loading stays', async () => {
    const answers = new Subject<OptionList>();
    const { user, saved, run } = explore({ queryType: 'peerStats' }, { answer: () => answers });
    await user.type(screen.getByLabelText('Session'), 's9');
    act(() => answers.next({ options: [STAND_UP], hint: '' }));
    expect(screen.getByLabelText('Session')).toHaveValue('s9');
    await user.keyboard('{Enter}');
    expect(saved.map(({ sessionId }) => sessionId)).toEqual(['s9']);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('a list that a person has opened is theirs', async () => {
    const answers = new Subject<OptionList>();
    const { user, saved, lists } = explore({ queryType: 'journal' }, { service: 'storm', answer: () => answers });
    await user.click(screen.getByLabelText('Application'));
    act(() => answers.next({ options: LISTS.applications ?? [], hint: '' }));
    expect(await screen.findByRole('option', { name: 'arena' })).toBeVisible();
    expect(saved).toEqual([]);
    expect(lists()).toEqual(['applications']);
  });

  test('after an application that was picked, its first stream is taken', async () => {
    const answers = new Subject<OptionList>();
    const answer: Answer = (list, range) => (list.list === 'applications' ? answers : listed(list, range));
    const { user, last, run } = explore({ queryType: 'journal' }, { service: 'storm', answer });
    await user.click(screen.getByLabelText('Application'));
    act(() => answers.next({ options: LISTS.applications ?? [], hint: '' }));
    await user.click(await screen.findByRole('option', { name: 'arena' }));
    await waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    expect(last()).toMatchObject({ app: 'arena', streamKey: 'studio', substream: 'native' });
  });

  test('a call of the room that was picked meanwhile is taken', async () => {
    const answers = new Map<string, Subject<OptionList>>();
    const answer: Answer = ({ list = '', roomIds = [] }) => {
      const loading = new Subject<OptionList>();
      answers.set([list, ...roomIds].join(' '), loading);
      return loading;
    };
    const { user, saved } = explore({ queryType: 'peerStats' }, { answer });
    await user.type(screen.getByLabelText('Room'), 'r2{Enter}');
    act(() => answers.get('sessions r2')?.next({ options: [option('s2', 's2')], hint: '' }));
    expect(saved.map(({ sessionId }) => sessionId)).toEqual(['s2']);
  });

  it('leaves a field alone that the user has focused when its options arrive', () => {
    const sessions = new Subject<OptionList>();
    const { saved } = explore({ queryType: 'peerStats' }, { answer: () => sessions });
    act(() => screen.getByLabelText('Session').focus());
    act(() => sessions.next({ options: [option('s1', 's1')], hint: '' }));
    expect(saved).toEqual([]);
  });
});
