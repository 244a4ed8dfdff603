import { useState, type SVGProps } from 'react';
import { CoreApp, dateTime, type TimeRange } from '@grafana/data';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { of, Subject, type Observable } from 'rxjs';
import type { Service } from '../core';
import type { Choices, Listed } from '../host/lists';
import type { PeerlensQuery } from '../host/types';
import { giveLayout } from './controls.fixture';
import { QueryEditor } from './QueryEditor';

jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ getVariables: () => [] }) }));

// The usual stand-in for icons is no button, and what clears a Combobox is an icon.
jest.mock('react-inlinesvg', () => ({
  __esModule: true,
  default: ({ title, role, className, onClick }: SVGProps<SVGSVGElement> & { readonly title?: string }) => (
    <svg role={role} aria-label={title} className={className} onClick={onClick} />
  ),
}));

jest.setTimeout(30_000);
beforeEach(giveLayout);
afterEach(() => jest.restoreAllMocks());

function entry(value: string, text: string, more: Partial<Listed> = {}): Listed {
  return { value, text, detail: '', start: null, end: null, group: null, name: null, ...more };
}

const STAND_UP = entry('s1', 'Stand-up', { start: 1_795_365_600_000, end: 1_795_366_320_000 });
const STAND_UP_NAME = '2026-11-22 16:40 – 16:52 · Stand-up';

const LISTS: Readonly<Record<string, readonly Listed[]>> = {
  sessions: [STAND_UP, entry('s2', 'Board meeting', { start: 1_795_365_900_000 })],
  applications: [entry('live', 'live'), entry('arena', 'arena')],
  streams: [entry('studio', 'studio'), entry('stage', 'stage')],
  substreams: [entry('native', 'native'), entry('720p', '720p')],
};

const NONE: Choices = { entries: [], hint: 'There are no sessions to choose from.' };

type Answer = (list: PeerlensQuery) => Observable<Choices>;
const listed: Answer = ({ list = '' }) => of({ entries: LISTS[list] ?? [], hint: '' });

const RANGE: TimeRange = { from: dateTime(0), to: dateTime(3_600_000), raw: { from: 'now-1h', to: 'now' } };

/** An editor of Explore, or of another app. */
function explore(
  given: Partial<PeerlensQuery>,
  {
    answer = listed,
    service = '100ms',
    app = CoreApp.Explore,
  }: { answer?: Answer; service?: Service; app?: CoreApp } = {}
) {
  const saved: PeerlensQuery[] = [];
  const run = jest.fn();
  const choices = jest.fn(answer);
  function Row({ range }: { readonly range: TimeRange }) {
    const [query, setQuery] = useState<PeerlensQuery>({ refId: 'A', ...given });
    const save = (next: PeerlensQuery) => {
      saved.push(next);
      setQuery(next);
    };
    const datasource = { service, choices };
    return (
      <QueryEditor query={query} range={range} app={app} datasource={datasource} onChange={save} onRunQuery={run} />
    );
  }
  const { rerender } = render(<Row range={RANGE} />);
  return {
    last: () => saved.at(-1),
    saved,
    run,
    asked: () => choices.mock.calls.map(([list]) => list.list),
    withRange: (range: TimeRange) => rerender(<Row range={range} />),
    user: userEvent.setup({ delay: null }),
  };
}

const status = () => screen.getByRole('status').textContent;

describe('a query in Explore that lacks an ID', () => {
  test.each(['peerStats', 'tracks', 'incidents', 'layers', 'events'])(
    'takes the first call of the list: %s',
    (queryType) => {
      const { saved, run, asked } = explore({ queryType });
      expect(saved).toEqual([{ refId: 'A', version: 1, queryType, sessionId: 's1' }]);
      expect(screen.getByLabelText('Session')).toHaveValue(STAND_UP_NAME);
      expect(status()).toBe('');
      expect(run).toHaveBeenCalledTimes(1);
      expect(asked()).toEqual(['sessions']);
    }
  );

  test('takes the first application', () => {
    const { last, run, asked } = explore({}, { service: 'storm' });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'substream', app: 'live' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(asked()).toEqual(['applications']);
  });

  test('takes one field after the other, and is run once it is finished', () => {
    const { saved, run, asked } = explore({ queryType: 'journal' }, { service: 'storm' });
    expect(saved.map(({ app, streamKey, substream }) => [app, streamKey, substream])).toEqual([
      ['live', undefined, undefined],
      ['live', 'studio', undefined],
      ['live', 'studio', 'native'],
    ]);
    expect(asked()).toEqual(['applications', 'streams', 'substreams']);
    expect(run).toHaveBeenCalledTimes(1);
    expect(screen.getByLabelText('Substream')).toHaveValue('native');
  });

  test('takes only what it lacks', () => {
    const { last, asked } = explore({ queryType: 'journal', app: 'arena' }, { service: 'storm' });
    expect(last()).toMatchObject({ app: 'arena', streamKey: 'studio', substream: 'native' });
    expect(asked()).toEqual(['streams', 'substreams']);
  });

  test('takes it also once it is of another type', async () => {
    const { user, last, run, asked } = explore({ queryType: 'calls' });
    expect(asked()).toEqual([]);
    await user.click(screen.getByLabelText('Scores'));
    expect(last()).toMatchObject({ queryType: 'tracks', sessionId: 's1' });
    expect(screen.getByLabelText('Session')).toHaveValue(STAND_UP_NAME);
    expect(run).toHaveBeenCalledTimes(1);
    expect(asked()).toEqual(['sessions']);
  });

  test('may lack more, which no list has', () => {
    const { last, run } = explore({ queryType: 'tracks', format: 'numeric' });
    expect(last()).toMatchObject({ sessionId: 's1' });
    expect(status()).toBe('Not finished: Metrics: numeric takes exactly one, and 0 are chosen.');
    expect(run).not.toHaveBeenCalled();
  });
});

describe('nothing is taken', () => {
  test.each([
    ['100ms', 'peerStats', { sessionId: 's9' }],
    ['100ms', 'peerStats', { sessionId: '$session' }],
    ['100ms', 'events', { roomId: 'r1' }],
    ['100ms', 'calls', {}],
    ['storm', 'substream', { app: 'arena' }],
    ['100ms', 'journal', {}],
  ] as const)('and nothing asked where %s %s %j lacks nothing that a list has', (service, queryType, given) => {
    const { saved, run, asked } = explore({ queryType, ...given }, { service });
    expect([saved, run.mock.calls, asked()]).toEqual([[], [], []]);
  });

  test.each([CoreApp.Dashboard, CoreApp.PanelEditor, CoreApp.UnifiedAlerting, CoreApp.Unknown])('in %s', (app) => {
    const { saved, asked } = explore({}, { app });
    expect([saved, asked()]).toEqual([[], []]);
    expect(status()).toBe('Not finished: Session is missing.');
  });

  test('from an empty list, which says so, and is asked once', async () => {
    const { user, saved, run, asked, withRange } = explore({}, { answer: () => of(NONE) });
    expect(status()).toBe('Not finished: Session is missing.');
    expect(screen.getByText(/^There are no sessions to choose from\. Looked at: /)).toBeVisible();
    withRange({ ...RANGE, raw: { from: 'now-6h', to: 'now' } });
    await user.click(screen.getByLabelText('Calls'));
    await user.click(screen.getByLabelText('Peer stats'));
    expect(asked()).toEqual(['sessions']);
    expect(saved.map(({ sessionId }) => sessionId)).toEqual([undefined, undefined]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('from a list that failed, which says why', () => {
    const hint = 'Storm answered 403 for the list of streams. Give the user the permission to read them.';
    const answer: Answer = (list) => (list.list === 'streams' ? of({ entries: [], hint }) : listed(list));
    const { last, run, asked } = explore({ queryType: 'journal' }, { service: 'storm', answer });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'journal', app: 'live' });
    expect(status()).toBe('Not finished: Stream is missing; Substream is missing.');
    expect(screen.getByText(hint)).toBeVisible();
    expect(asked()).toEqual(['applications', 'streams']);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('what a person does comes first', () => {
  test.each([
    ['was taken', {}],
    ['was there', { sessionId: 's1' }],
  ])('a session that %s and was cleared stays cleared, in every type', async (_how, given) => {
    const { user, last, asked } = explore({ queryType: 'peerStats', ...given });
    const before = asked();
    await user.click(screen.getByRole('button', { name: 'Clear value' }));
    expect(last()).toMatchObject({ queryType: 'peerStats', sessionId: undefined });
    await user.click(screen.getByLabelText('Scores'));
    expect(last()).toMatchObject({ queryType: 'tracks', sessionId: undefined });
    expect(status()).toBe('Not finished: Session is missing.');
    expect(asked()).toEqual(before);
  });

  test('what is typed while the list is loading stays', async () => {
    const answers = new Subject<Choices>();
    const { user, saved, run } = explore({ queryType: 'peerStats' }, { answer: () => answers });
    await user.type(screen.getByLabelText('Session'), 's9');
    act(() => answers.next({ entries: [STAND_UP], hint: '' }));
    expect(screen.getByLabelText('Session')).toHaveValue('s9');
    await user.keyboard('{Enter}');
    expect(saved.map(({ sessionId }) => sessionId)).toEqual(['s9']);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('a list that a person has opened is theirs', async () => {
    const answers = new Subject<Choices>();
    const { user, saved, asked } = explore({ queryType: 'journal' }, { service: 'storm', answer: () => answers });
    await user.click(screen.getByLabelText('Application'));
    act(() => answers.next({ entries: LISTS.applications ?? [], hint: '' }));
    expect(await screen.findByRole('option', { name: 'arena' })).toBeVisible();
    expect(saved).toEqual([]);
    expect(asked()).toEqual(['applications']);
  });

  test('after an application that was picked, its first stream is taken', async () => {
    const answers = new Subject<Choices>();
    const answer: Answer = (list) => (list.list === 'applications' ? answers : listed(list));
    const { user, last, run } = explore({ queryType: 'journal' }, { service: 'storm', answer });
    await user.click(screen.getByLabelText('Application'));
    act(() => answers.next({ entries: LISTS.applications ?? [], hint: '' }));
    await user.click(await screen.findByRole('option', { name: 'arena' }));
    await waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    expect(last()).toMatchObject({ app: 'arena', streamKey: 'studio', substream: 'native' });
  });

  test('a call of the room that was picked meanwhile is taken', async () => {
    const answers = new Map<string, Subject<Choices>>();
    const answer: Answer = ({ list = '', roomIds = [] }) => {
      const asked = new Subject<Choices>();
      answers.set([list, ...roomIds].join(' '), asked);
      return asked;
    };
    const { user, saved } = explore({ queryType: 'peerStats' }, { answer });
    await user.type(screen.getByLabelText('Room'), 'r2{Enter}');
    expect(answers.get('sessions')?.observed).toBe(false);
    act(() => answers.get('sessions r2')?.next({ entries: [entry('s2', 's2')], hint: '' }));
    expect(saved.map(({ sessionId }) => sessionId)).toEqual(['s2']);
  });
});
