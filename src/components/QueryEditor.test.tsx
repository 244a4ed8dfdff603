import { CoreApp } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import type { Service } from '../core';
import type { PeerlensQuery } from '../types';
import { QueryEditor } from './QueryEditor';
import { mockLayout, optionSource, renderEditor } from './QueryEditor.fixture';

jest.mock('@grafana/runtime', () => ({
  getTemplateSrv: () => ({ getVariables: () => [{ type: 'query', name: 'peer' }] }),
}));

beforeEach(mockLayout);
afterEach(() => jest.restoreAllMocks());

const DONE = { sessionId: 's1', peerIds: ['p1'] };

function edit(given: Partial<PeerlensQuery> = {}, service?: Service) {
  return renderEditor(QueryEditor, given, { service });
}

function options() {
  return screen.getAllByRole('option').map((option) => option.textContent);
}

describe('an alert rule', () => {
  test('is offered only what gives it numbers, and no variables', () => {
    const { last } = renderEditor(
      QueryEditor,
      { queryType: 'peerStats', format: 'numeric' },
      { app: CoreApp.UnifiedAlerting }
    );
    expect(screen.getByRole('radiogroup', { name: 'Query' })).toHaveTextContent(
      /^Peer stats ?Scores ?Calls ?Recordings$/
    );
    expect(screen.queryByRole('radiogroup', { name: 'Format' })).not.toBeInTheDocument();
    expect(screen.getByLabelText('Session')).toHaveAttribute('placeholder', 'Pick a call, or ID');
    expect(last()).toBeUndefined();
  });

  test('shows a format and a type that are saved, and can leave them', async () => {
    const { user, last } = renderEditor(
      QueryEditor,
      { queryType: 'tracks', format: 'table' },
      { app: CoreApp.UnifiedAlerting }
    );
    await user.click(screen.getByRole('radio', { name: 'Numeric' }));
    expect(last()).toMatchObject({ format: 'numeric', metrics: ['score'] });
    await user.click(screen.getByRole('radio', { name: 'Calls' }));
    expect(last()).toMatchObject({ queryType: 'calls', format: 'numeric' });
    expect(screen.getByRole('status')).toHaveTextContent('choose a range of an hour or more under Options');
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
    expect(screen.getByRole('status')).toHaveTextContent('Not finished: Room or session: name one.');
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

  test('of a journal', async () => {
    const { user, last } = edit({ queryType: 'journal' }, 'storm');
    for (const name of ['Application', 'Stream', 'Substream']) {
      await user.click(screen.getByLabelText(name));
      await user.keyboard('x{Enter}');
    }
    expect(last()).toEqual({
      refId: 'A',
      version: 1,
      queryType: 'journal',
      app: 'x',
      streamKey: 'x',
      substream: 'x',
    });
  });

  test('of substreams', () => {
    edit({ format: 'numeric' }, 'storm');
    for (const name of ['Application', 'Streams', 'Substreams', 'Metric']) {
      expect(screen.getByRole('combobox', { name })).toBeVisible();
    }
    expect(screen.getByLabelText('Numeric')).toBeChecked();
    expect(screen.getByLabelText('Metric')).toHaveValue('Health');
  });

  test('of a table of substreams', async () => {
    const { user, last, run } = edit({ app: 'live', metadata: true }, 'storm');
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
  expect(screen.getByRole('status')).toHaveTextContent('Not finished: Session is missing.');

  await user.click(screen.getByLabelText('Session'));
  await user.keyboard('6977b3f3{Enter}');
  const metrics = ['packet_loss_percent'];
  expect(saved).toEqual([{ refId: 'A', version: 1, queryType: 'peerStats', sessionId: '6977b3f3', metrics }]);
  expect(run).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();

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

  test('can be a variable', async () => {
    const { user, last } = edit({ peerIds: ['p1'] });
    await user.click(screen.getByLabelText('Peers'));
    expect(options()).toEqual(['p1', '$peerDashboard variable']);
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(last()).toMatchObject({ peerIds: ['p1', '$peer'] });
  });

  test.each([
    ['p2, p3\np4 p2', ['p1', 'p2', 'p3', 'p4']],
    ['p1\np5', ['p1', 'p5']],
  ])('pasted as several in %j is split', async (pasted, peerIds) => {
    const { user, last } = edit(DONE);
    await user.click(screen.getByLabelText('Peers'));
    await user.paste(pasted);
    expect(last()).toMatchObject({ peerIds });
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

describe('metrics', () => {
  test('are offered as the chosen sides and kinds have them', async () => {
    const { user } = edit({ ...DONE, sides: ['subscriber'], kinds: ['video'] });
    await user.click(screen.getByLabelText('Metrics'));
    expect(options()).toEqual([
      'BitrateBits per second',
      'Frame rateFrames per second',
      'FreezesFreezes within the window',
    ]);
  });

  test('that are no longer offered stay and are said to be not available', async () => {
    const { user, last } = edit({ ...DONE, metrics: ['rtt_ms'] });
    await user.click(screen.getByLabelText('Sides'));
    await user.click(screen.getByRole('option', { name: 'Subscriber' }));
    expect(last()).toMatchObject({ sides: ['subscriber'], metrics: ['rtt_ms'] });
    expect(screen.getByText('Round-trip time (not available)')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('The selected sides and kinds do not report Round-trip time.');
  });
});

describe('numeric', () => {
  test('asks for one metric and a reducer', async () => {
    const { user, last, run } = edit({ ...DONE, metrics: ['fps', 'bitrate'] });
    expect(screen.queryByLabelText('Reduce')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Numeric'));
    expect(last()).toMatchObject({ format: 'numeric', metrics: ['fps', 'bitrate'] });
    expect(screen.getByLabelText('Metrics')).toHaveValue('');
    expect(screen.getByRole('status')).toHaveTextContent(
      'Numeric takes exactly one metric, and 2 are selected: Frame rate, Bitrate.'
    );

    await user.click(screen.getByLabelText('Metrics'));
    await user.click(screen.getByRole('option', { name: /^Packet loss/ }));
    expect(last()).toMatchObject({ metrics: ['packet_loss_percent'] });

    expect(screen.getByLabelText('Reduce')).toHaveValue('Last');
    await user.click(screen.getByLabelText('Reduce'));
    await user.keyboard('p95{Enter}');
    expect(last()).toMatchObject({ metrics: ['packet_loss_percent'], reduce: 'p95' });
    expect(run).toHaveBeenCalledTimes(3);

    await user.click(screen.getByLabelText('Reduce'));
    await user.keyboard('min{Enter}');
    expect(last()).toMatchObject({ reduce: 'min' });

    await user.click(screen.getByLabelText('Reduce'));
    await user.keyboard('mode{Enter}');
    expect(last()).toMatchObject({ reduce: 'min' });
  });

  test('has no time axis to align and no series to name', async () => {
    const { user } = edit({ ...DONE, format: 'numeric', metrics: ['fps'], align: 'sessionStart', legend: 'x' });
    await user.click(screen.getByRole('button', { name: 'Options' }));
    expect(screen.queryByRole('radiogroup', { name: 'Align' })).not.toBeInTheDocument();
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
    expect(screen.getByRole('status')).toHaveTextContent('This data source does not support Substreams here.');
    expect(screen.queryByLabelText('Application')).not.toBeInTheDocument();
    await user.click(screen.getByLabelText('Peer stats'));
    expect(last()).toMatchObject({ queryType: 'peerStats', format: 'table' });
    expect(screen.getByLabelText('Session')).toBeVisible();
  });
});
