import type { SVGProps } from 'react';
import { CoreApp, dateTime, rangeUtil, type TimeRange } from '@grafana/data';
import { act, render, screen, waitFor } from '@testing-library/react';
import { NEVER, of, Subject } from 'rxjs';
import type { Option, OptionList, Service } from '../core';
import { DEMO_QUERY } from '../demoQuery';
import { switchToGerman } from '../i18n.fixture';
import type { PeerlensQuery } from '../types';
import { QueryEditor } from './QueryEditor';
import { answering, mockLayout, option, optionSource, renderEditor, type Answer } from './QueryEditor.fixture';

const mockVariables: object[] = [];
jest.mock('@grafana/runtime', () => ({ getTemplateSrv: () => ({ getVariables: () => mockVariables }) }));

// The usual stand-in for icons is no button, and what clears a Combobox is an icon.
jest.mock('react-inlinesvg', () => ({
  __esModule: true,
  default: ({ title, role, className, onClick }: SVGProps<SVGSVGElement> & { readonly title?: string }) => (
    <svg role={role} aria-label={title} className={className} onClick={onClick} />
  ),
}));

beforeEach(mockLayout);
afterEach(() => {
  mockVariables.length = 0;
  jest.restoreAllMocks();
});

const DONE = { sessionId: 's1', peerIds: ['p1'] };

type Setup = Parameters<typeof renderEditor>[2];

/** An editor in a dashboard, with the variable `peer`. */
function edit(given: Partial<PeerlensQuery> = {}, service?: Service, app?: CoreApp) {
  mockVariables.push({ type: 'query', name: 'peer' });
  return renderEditor(QueryEditor, given, { service, app });
}

const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent);
const status = () => screen.getByRole('status');

describe('an alert rule', () => {
  const editRule = (given: Partial<PeerlensQuery>) => edit(given, '100ms', CoreApp.UnifiedAlerting);

  test('is offered only what gives it numbers, and no variables', () => {
    const { last } = editRule({ queryType: 'peerStats', format: 'numeric' });
    expect(screen.getByRole('radiogroup', { name: 'Query' })).toHaveTextContent(
      /^Peer stats ?Scores ?Calls ?Recordings$/
    );
    expect(screen.queryByRole('radiogroup', { name: 'Format' })).not.toBeInTheDocument();
    expect(screen.getByLabelText('Session')).toHaveAttribute('placeholder', 'Pick a call, or ID');
    expect(last()).toMatchObject({ queryType: 'peerStats', format: 'numeric' });
  });

  test('is offered viewers only where they may be counted', () => {
    edit({ queryType: 'substream', format: 'numeric' }, 'storm', CoreApp.UnifiedAlerting);
    expect(screen.getByRole('radiogroup', { name: 'Query' })).toHaveTextContent(/^Substreams ?Streams ?Server$/);
    const source = { ...optionSource('storm'), countsViewers: true };
    const query = { refId: 'A', queryType: 'substream', format: 'numeric' };
    render(
      <QueryEditor
        datasource={source}
        query={query}
        app={CoreApp.UnifiedAlerting}
        onChange={jest.fn()}
        onRunQuery={jest.fn()}
      />
    );
    expect(screen.getByRole('radio', { name: 'Viewers' })).toBeVisible();
  });

  test('has no field without effect: a score is not reduced, and no number names senders', async () => {
    const { user } = editRule({ queryType: 'calls', format: 'numeric' });
    expect(screen.queryByLabelText('Reduce')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Value'));
    await user.click(screen.getByRole('option', { name: 'Packet loss' }));
    expect(screen.getByLabelText('Reduce')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Scores' }));
    expect(screen.queryByLabelText('Reduce')).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Options' })).not.toBeInTheDocument();
  });

  test.each([
    { queryType: 'tracks', format: 'numeric', metrics: 'score' },
    { queryType: 'tracks', format: 'numeric', metrics: null, peerIds: null },
    { queryType: 'calls', format: 'numeric', value: null },
  ])('shows a query that was written by hand: %j', (query) => {
    editRule(query as unknown as Partial<PeerlensQuery>);
    expect(screen.getByRole('radiogroup', { name: 'Query' })).toBeVisible();
  });

  test('saves what Grafana shows of a new query, as the rule would run without it', () => {
    const { last } = editRule({ queryType: 'calls', format: 'numeric', value: 'score' });
    expect(last()).toMatchObject({ queryType: 'calls', format: 'numeric', value: 'score' });
  });

  test('replaces the query of another service by the first one of its own', () => {
    const { last } = edit({ queryType: 'calls', value: 'score' }, 'storm', CoreApp.UnifiedAlerting);
    expect(last()).toEqual({ refId: 'A', queryType: 'substream', format: 'numeric' });
  });

  test('shows a format and a type that are saved, and can leave them', async () => {
    const { user, last } = editRule({ queryType: 'tracks', format: 'table' });
    await user.click(screen.getByRole('radio', { name: 'Numeric' }));
    expect(last()).toMatchObject({ format: 'numeric', metrics: ['score'] });
    await user.click(screen.getByRole('radio', { name: 'Calls' }));
    expect(last()).toMatchObject({ queryType: 'calls', format: 'numeric' });
    expect(status()).toHaveTextContent('choose a range of an hour or more under Options');
  });
});

describe('each control has a name', () => {
  test('of peer stats', async () => {
    const { user } = edit();
    for (const name of ['Session', 'Peers', 'Metrics', 'Sides', 'Kinds']) {
      expect(screen.getByLabelText(name)).toHaveAttribute('role', 'combobox');
    }
    expect(screen.getByRole('radiogroup', { name: 'Format' })).toBeVisible();
    expect(screen.getByLabelText('Time series')).toBeChecked();
    await user.click(screen.getByRole('button', { name: 'Options' }));
    expect(screen.getByLabelText('Tracks')).toBeVisible();
    expect(screen.getByLabelText('Layers (rid)')).toBeVisible();
    expect(screen.getByLabelText('Legend')).toBeVisible();
    expect(screen.getByRole('radiogroup', { name: 'Align' })).toBeVisible();
  });

  test('of sessions', async () => {
    const { user, last, run } = edit({ queryType: 'sessions' });
    expect(screen.getByLabelText('Rooms')).toHaveAttribute('placeholder', 'All rooms');
    const limit = screen.getByLabelText('Limit');
    expect(limit).toHaveAttribute('placeholder', '100');
    await user.type(limit, '1001');
    expect(screen.getByRole('alert')).toHaveTextContent('Enter a whole number from 1 to 1000.');
    expect(last()).toMatchObject({ limit: 100 });
    await user.keyboard('{Backspace}');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(run).not.toHaveBeenCalled();
    await user.keyboard('{Enter}');
    await user.tab();
    expect(run).toHaveBeenCalledTimes(1);
    await user.clear(limit);
    expect(last()).toMatchObject({ queryType: 'sessions', limit: undefined });
  });

  test('of events', async () => {
    const { user, last } = edit({ queryType: 'events' });
    expect(status()).toHaveTextContent('Not finished: Room or session: name one.');
    for (const name of ['Room', 'Session', 'Peers', 'Types']) {
      expect(screen.getByLabelText(name)).toHaveAttribute('role', 'combobox');
    }
    await user.click(screen.getByLabelText('Errors only'));
    expect(last()).toMatchObject({ queryType: 'events', errorsOnly: true });
    await user.click(screen.getByLabelText('Types'));
    await user.click(screen.getByRole('option', { name: 'client.join.failed' }));
    await user.keyboard('poll.vote.success{Enter}');
    expect(last()).toMatchObject({ errorsOnly: true, types: ['client.join.failed', 'poll.vote.success'] });
  });

  test('of substreams', async () => {
    const { user, last, run } = edit({ app: 'live', metadata: true }, 'storm');
    for (const name of ['Application', 'Streams', 'Substreams']) {
      expect(screen.getByRole('combobox', { name })).toBeVisible();
    }
    const isOn = screen.getByLabelText('Codec and resolution');
    expect(isOn).toBeChecked();
    await user.click(isOn);
    expect(last()).toMatchObject({ queryType: 'substream', app: 'live', metadata: false });
    await user.click(isOn);
    expect(last()).toMatchObject({ metadata: true });
    expect(run).toHaveBeenCalledTimes(2);
    for (const format of ['Numeric', 'Live']) {
      await user.click(screen.getByLabelText(format));
      expect(screen.queryByLabelText('Codec and resolution')).not.toBeInTheDocument();
    }
    await user.click(screen.getByLabelText('Table'));
    expect(screen.getByLabelText('Codec and resolution')).toBeChecked();
  });

  test('and points to itself where two editors show one refId', () => {
    const props = { datasource: optionSource('100ms'), onChange: jest.fn(), onRunQuery: jest.fn() };
    render(
      <>
        <QueryEditor {...props} query={{ refId: 'A' }} />
        <QueryEditor {...props} query={{ refId: 'A' }} />
      </>
    );
    const [one, other] = screen.getAllByLabelText('Session');
    expect(one?.id).toMatch(/^A-sessionId-/);
    expect(one?.id).not.toBe(other?.id);
    expect(
      screen.getAllByLabelText('Time series').map((radio) => radio instanceof HTMLInputElement && radio.checked)
    ).toEqual([true, true]);
  });
});

test('a new query is written by keyboard, saved at every step, and run once it is finished', async () => {
  const { user, saved, run } = edit();
  expect(status()).toHaveTextContent('Not finished: Session is missing.');

  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('6977b3f3{Enter}');
  const metrics = ['packet_loss_percent'];
  expect(saved).toEqual([{ refId: 'A', version: 1, queryType: 'peerStats', sessionId: '6977b3f3', metrics }]);
  expect(run).toHaveBeenCalledTimes(1);
  expect(status()).toBeEmptyDOMElement();

  while (document.activeElement !== screen.getByLabelText('Peers')) {
    await user.tab();
  }
  await user.keyboard('1169b4b7{Enter}');
  expect(saved.at(-1)).toMatchObject({ sessionId: '6977b3f3', peerIds: ['1169b4b7'] });
  expect(run).toHaveBeenCalledTimes(2);
});

describe('an ID', () => {
  test('typed and left for another field is kept', async () => {
    const { user, last, saved } = edit();
    await user.type(screen.getByLabelText('Session'), 's9');
    await user.click(screen.getByLabelText('Peers'));
    expect(last()).toMatchObject({ sessionId: 's9' });
    await user.type(screen.getByLabelText('Peers'), 'p9');
    await user.click(screen.getByLabelText('Session'));
    expect(last()).toMatchObject({ sessionId: 's9', peerIds: ['p9'] });
    expect(saved).toHaveLength(2);
  });

  test('typed and left by Tab is kept, and saved once', async () => {
    const { user, last, saved, run } = edit({ sessionId: '$peer', peerIds: ['p1'] });
    await user.type(screen.getByLabelText('Session'), 's9');
    await user.tab();
    expect(last()).toMatchObject({ sessionId: 's9' });
    expect(saved).toHaveLength(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('typed after another stands apart from it', async () => {
    const { user, last } = edit(DONE);
    await user.click(screen.getByLabelText('Peers'));
    await user.keyboard('p2{Enter}p3{Enter}');
    expect(last()).toMatchObject({ peerIds: ['p1', 'p2', 'p3'] });
    expect(screen.getByLabelText('Peers')).toHaveValue('');
  });

  test.each(['keyboard', 'mouse'])('looked for and picked by %s leaves no text behind', async (by) => {
    const { user, last } = edit(DONE);
    await user.type(screen.getByLabelText('Peers'), '$pe');
    expect(options()).toContain('$peerDashboard variable');
    if (by === 'mouse') {
      await user.click(screen.getByRole('option', { name: /^\$peer/ }));
    } else {
      await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    }
    await waitFor(() => expect(screen.getByLabelText('Peers')).toHaveValue(''));
    await user.click(document.body);
    expect(last()).toMatchObject({ peerIds: ['p1', '$peer'] });
  });

  test('that stands there is not saved again by a visit', async () => {
    const { user, saved } = edit(DONE);
    await user.click(screen.getByLabelText('Session'));
    await user.click(screen.getByLabelText('Peers'));
    await user.click(document.body);
    expect(saved).toEqual([]);
  });

  test('that nobody typed is not made up by Enter', async () => {
    const { user, saved } = edit(DONE, 'storm');
    await user.click(screen.getByLabelText('Application'));
    await user.keyboard('{Enter}');
    await user.click(screen.getByLabelText('Application'));
    await user.tab();
    expect(saved).toEqual([]);
  });

  test('is taken out again', async () => {
    const { user, last, run } = edit(DONE);
    await user.click(screen.getByRole('button', { name: 'Remove p1' }));
    expect(last()).toMatchObject({ peerIds: [] });
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('pasted as several is split', async () => {
    const { user, last } = edit(DONE);
    await user.click(screen.getByLabelText('Peers'));
    await user.paste('p2, p1\np4 p2');
    expect(last()).toMatchObject({ peerIds: ['p1', 'p2', 'p4'] });
    expect(screen.getByLabelText('Peers')).toHaveValue('');
  });

  test('pasted alone is typed text', async () => {
    const { user, last, saved } = edit(DONE);
    await user.click(screen.getByLabelText('Peers'));
    await user.paste('p2');
    expect(screen.getByLabelText('Peers')).toHaveValue('p2');
    expect(saved).toEqual([]);
    await user.keyboard('{Enter}');
    expect(last()).toMatchObject({ peerIds: ['p1', 'p2'] });
  });
});

test('metrics that are no longer offered stay and are said to be not available', async () => {
  const { user, last } = edit({ ...DONE, metrics: ['rtt_ms'] });
  await user.click(screen.getByLabelText('Sides'));
  await user.click(screen.getByRole('option', { name: 'Received' }));
  expect(last()).toMatchObject({ sides: ['subscriber'], metrics: ['rtt_ms'] });
  expect(screen.getByText('Round-trip time (not available)')).toBeVisible();
  expect(status()).toHaveTextContent('The selected sides and kinds do not report Round-trip time.');
});

describe('numeric', () => {
  test('asks for one metric and a reducer', async () => {
    const { user, last, run } = edit({ ...DONE, metrics: ['fps', 'bitrate'] });
    expect(screen.queryByLabelText('Reduce')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Numeric'));
    expect(last()).toMatchObject({ format: 'numeric', metrics: ['fps', 'bitrate'] });
    expect(screen.getByLabelText('Metrics')).toHaveValue('');
    expect(status()).toHaveTextContent('Numeric takes exactly one metric, and 2 are selected: Frame rate, Bitrate.');

    await user.click(screen.getByLabelText('Metrics'));
    await user.click(screen.getByRole('option', { name: /^Packet loss/ }));
    expect(last()).toMatchObject({ metrics: ['packet_loss_percent'] });

    expect(screen.getByLabelText('Reduce')).toHaveValue('Last');
    await user.click(screen.getByLabelText('Reduce'));
    await user.keyboard('p95{Enter}');
    expect(last()).toMatchObject({ metrics: ['packet_loss_percent'], reduce: 'p95' });
    expect(run).toHaveBeenCalledTimes(3);

    await user.click(screen.getByLabelText('Reduce'));
    await user.keyboard('mode{Enter}');
    expect(last()).toMatchObject({ reduce: 'p95' });
  });

  test('has no series to name', async () => {
    const { user } = edit({ ...DONE, format: 'numeric', metrics: ['fps'], align: 'sessionStart', legend: 'x' });
    await user.click(screen.getByRole('button', { name: /^Options/ }));
    expect(screen.getByRole('radiogroup', { name: 'Align' })).toBeVisible();
    expect(screen.queryByLabelText('Legend')).not.toBeInTheDocument();
  });
});

test('a legend is saved as it is typed and run when it is done', async () => {
  const { user, last, run } = edit(DONE);
  await user.click(screen.getByRole('button', { name: 'Options' }));
  await user.type(screen.getByLabelText('Legend'), '{{{{side}} {{{{rid}}');
  expect(last()).toMatchObject({ legend: '{{side}} {{rid}}' });
  expect(run).not.toHaveBeenCalled();
  await user.keyboard('{Enter}');
  await user.tab();
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('button', { name: 'Options · Legend: {{side}} {{rid}}' })).toBeVisible();
});

describe('the kind of query', () => {
  test('is asked for', async () => {
    const { user, last } = edit(DONE, 'demo');
    expect(screen.getByLabelText('Peer stats')).toBeChecked();
    await user.click(screen.getByRole('radio', { name: 'Substreams' }));
    expect(last()).toMatchObject({ queryType: 'substream', sessionId: 's1' });
    expect(screen.getByLabelText('Application')).toBeVisible();
  });

  test('of another service can be exchanged', async () => {
    const { user, last } = edit({ queryType: 'substream', app: 'live', format: 'table' });
    expect(status()).toHaveTextContent('This data source does not support Substreams here.');
    expect(screen.queryByLabelText('Application')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Peer stats'));
    expect(last()).toMatchObject({ queryType: 'peerStats', format: 'table' });
    expect(screen.getByLabelText('Session')).toBeVisible();
  });
});

const STAND_UP = option('s1', 'Stand-up', {
  detail: '12 min · 3 peers',
  start: 1_795_365_600_000,
  end: 1_795_366_320_000,
});
const STAND_UP_NAME = '2026-11-22 16:40 – 16:52 · Stand-up';

const LISTS: Readonly<Record<string, readonly Option[]>> = {
  rooms: [option('r1', 'Stand-up', { detail: 'r1' }), option('r2', 'Board meeting', { detail: 'r2' })],
  sessions: [STAND_UP, option('s2', 'Board meeting', { detail: 'live · 1 peer', start: 1_795_365_900_000 })],
  peers: [
    option('p1', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
    option('p2', 'Ben', { detail: 'host · u-8', group: 'u-8' }),
    option('p3', 'Asha', { detail: 'guest · u-7', group: 'u-7' }),
  ],
  applications: [option('live'), option('arena')],
  streams: [option('studio'), option('studio-2')],
  substreams: [option('native'), option('720p')],
};

/** An editor in a dashboard, with lists to choose from and no variables. */
function editListed(given: Partial<PeerlensQuery>, answer: Answer = answering(LISTS), service?: Service) {
  return renderEditor(QueryEditor, given, { answer, service });
}

test('a call is found by its room and time, its peer by name, and none by an ID', async () => {
  const { user, last, asked } = editListed({});
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
  await waitFor(() => expect(options()).toContain('Ben · host · u-8'));
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
  const { user, last } = editListed({ sessionId: 's1' });
  await user.click(screen.getByLabelText('Peers'));
  await user.click(await screen.findByRole('option', { name: /^Asha · all 2 stays/ }));
  expect(last()).toMatchObject({ peerIds: ['p1', 'p3'] });
  expect(screen.getAllByRole('button', { name: 'Remove Asha' })).toHaveLength(2);
  expect(screen.queryByRole('option', { name: /^Asha · all 2 stays/ })).not.toBeInTheDocument();
});

test('an ID can be typed while its list is loading, and one that is not listed', async () => {
  const { user, last } = editListed({}, () => NEVER);
  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('6977b3f3{Enter}');
  expect(last()).toMatchObject({ sessionId: '6977b3f3' });
  await user.click(screen.getByLabelText('Peers'));
  await user.keyboard('1169b4b7{Enter}');
  expect(last()).toMatchObject({ sessionId: '6977b3f3', peerIds: ['1169b4b7'] });
});

test('a listed name keeps its signs and blanks, and is no variable', async () => {
  const names = ['$studio', 'a,b;c', '[[x]] 50%/2 🎉', ' ends '];
  const { user, last, asked } = editListed(
    { queryType: 'substream' },
    answering({ applications: [option(' live ')], streams: names.map((name) => option(name)) }),
    'storm'
  );
  await user.click(screen.getByLabelText('Application'));
  await user.click(await screen.findByText('live', { selector: '[role=option] *' }));
  for (const name of names) {
    await user.click(screen.getByRole('combobox', { name: 'Streams' }));
    await waitFor(() => expect(options()).toContain(name));
    await user.click(screen.getByText(name.trim(), { selector: '[role=option] *' }));
    await user.click(screen.getByLabelText('Application'));
  }
  expect(last()).toMatchObject({ app: ' live ', streamKeys: names, literals: ['$studio', '[[x]] 50%/2 🎉'] });
  await user.click(screen.getByRole('combobox', { name: 'Substreams' }));
  const { streamKeys, literals } = last() ?? {};
  expect(asked.mock.lastCall?.[0]).toMatchObject({ list: 'substreams', streamKeys, literals });
});

test('a list that failed says why, is requested again, and leaves its field free for typing', async () => {
  const hint = '100ms answered 403 for the list of rooms. Give the token the permission rooms:read.';
  const { user, asked, saved, last } = editListed({ queryType: 'events' }, () => of({ options: [], hint }));
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

test('without a range a list is of the last 24 hours', async () => {
  const asked: number[] = [];
  const { user } = editListed({}, (_list, { from, to }) => {
    asked.push(to.valueOf() - from.valueOf(), Date.now() - to.valueOf());
    return NEVER;
  });
  await user.click(screen.getByLabelText('Session'));
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(Math.abs((asked[0] ?? 0) - 24 * 3_600_000)).toBeLessThan(1_000);
  expect(asked[1]).toBeLessThan(10_000);
});

const NONE: OptionList = { options: [], hint: 'There are no sessions to choose from.' };
const RANGE: TimeRange = { from: dateTime(0), to: dateTime(3_600_000), raw: { from: 'now-1h', to: 'now' } };

/** An editor in Explore, or in another app. */
function explore(given: Partial<PeerlensQuery>, setup: Setup = {}) {
  return renderEditor(QueryEditor, given, { app: CoreApp.Explore, range: RANGE, answer: answering(LISTS), ...setup });
}

describe('a query in Explore that lacks an ID', () => {
  test.each(['peerStats', 'tracks'])('takes the first call of the list: %s', (queryType) => {
    const { saved, run, lists } = explore({ queryType });
    const metrics = queryType === 'peerStats' ? { metrics: ['packet_loss_percent'] } : {};
    expect(saved).toEqual([{ refId: 'A', version: 1, queryType, sessionId: 's1', ...metrics }]);
    expect(screen.getByLabelText('Session')).toHaveValue(STAND_UP_NAME);
    expect(status().textContent).toBe('');
    expect(run).toHaveBeenCalledTimes(1);
    expect(lists()).toEqual(['sessions']);
  });

  test('takes the first application', () => {
    const { last, run, lists } = explore({}, { service: 'storm' });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'substream', app: 'live' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(lists()).toEqual(['applications']);
  });

  test.each([
    ['another data source', 'grafana', 1],
    ['this data source', 'uid', 0],
  ])('of the demo is run in a panel with the data of %s', (_, shownUid, runs) => {
    const setup = { service: 'demo', app: CoreApp.PanelEditor, panelPluginId: 'timeseries', shownUid } as const;
    const { run } = renderEditor(QueryEditor, { ...DEMO_QUERY }, setup);
    expect(run).toHaveBeenCalledTimes(runs);
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

  test.each([
    ['6h', 1],
    ['5m', 0],
  ])('that is live offers a panel of %s a shorter range', (past, offers) => {
    const range = rangeUtil.convertRawToRange({ from: `now-${past}`, to: 'now' });
    explore({ app: 'live', format: 'live' }, { service: 'storm', app: CoreApp.PanelEditor, range });
    expect(screen.queryAllByRole('button', { name: 'Last 5 minutes' })).toHaveLength(offers);
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
    expect(status().textContent).toBe('Not finished: Metrics: numeric takes exactly one, but 0 are selected.');
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

  test.each([CoreApp.Dashboard, CoreApp.PanelEditor, CoreApp.Unknown])('in %s', (app) => {
    const { saved, lists } = explore({}, { app });
    expect([saved, lists()]).toEqual([[], []]);
    expect(status().textContent).toBe('Not finished: Session is missing.');
  });

  test('from an empty list, which says so and is loaded once', async () => {
    const { user, saved, run, lists, withRange } = explore({}, { answer: () => of(NONE) });
    expect(status().textContent).toBe('Not finished: Session is missing.');
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
    const answer: Answer = (list, range) =>
      list.list === 'streams' ? of({ options: [], hint }) : answering(LISTS)(list, range);
    const { last, run, lists } = explore({ queryType: 'journal' }, { service: 'storm', answer });
    expect(last()).toEqual({ refId: 'A', version: 1, queryType: 'journal', app: 'live' });
    expect(status().textContent).toBe('Not finished: Stream is missing; Substream is missing.');
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
    expect(status().textContent).toBe('Not finished: Session is missing.');
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
    const answer: Answer = (list, range) => (list.list === 'applications' ? answers : answering(LISTS)(list, range));
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

it('is in German for users who chose it', async () => {
  await switchToGerman();
  renderEditor(QueryEditor, { queryType: 'tracks', format: 'numeric' });
  expect(screen.getByRole('radio', { name: 'Vorfälle' })).toBeVisible();
  expect(screen.getByLabelText('Sitzung')).toHaveAttribute('placeholder', 'Anruf wählen, ID oder $variable');
  expect(screen.getByRole('status')).toHaveTextContent(
    'Nicht fertig: Sitzung fehlt; Metriken: „Numerisch“ verlangt genau eine, ausgewählt ist keine.'
  );
});
