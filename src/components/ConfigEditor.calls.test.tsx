import { screen } from '@testing-library/react';
import { THRESHOLD_NAMES, DEFAULT_THRESHOLDS } from '../core/measurements/thresholds';
import { thresholdsOf } from '../core/score/readThresholds';
import { renderConfig } from './ConfigEditor.fixture';

const SECTION = 'Thresholds of the score';
const input = (end: 'Good' | 'Bad', band: string) =>
  screen.getByRole('textbox', { name: new RegExp(`^${end} .* ${band}$`) });
const alerts = () => screen.queryAllByRole('alert').map((alert) => alert.textContent);

describe('the limits of a calls query', () => {
  test.each(['100ms', 'demo'] as const)('%s has them', (service) => {
    renderConfig({ jsonData: { service } });
    expect(screen.getByLabelText(/^Max\. calls/)).toHaveAttribute('placeholder', '200');
    expect(screen.getByLabelText(/^Time for calls/)).toHaveAttribute('placeholder', '25');
  });

  test('Storm, which has no calls, has none', () => {
    renderConfig({ jsonData: { service: 'storm' } });
    expect(screen.queryByText('Calls and scores')).not.toBeInTheDocument();
  });

  test('are saved as numbers; other texts are not saved', async () => {
    const { user, last } = renderConfig({});
    await user.type(screen.getByLabelText(/^Max\. calls/), '500');
    await user.type(screen.getByLabelText(/^Time for calls/), '2.5');
    expect(last()?.jsonData).toEqual({ service: '100ms', maxSessions: 500, callsTimeout: 2.5 });
    await user.type(screen.getByLabelText(/^Time for calls/), 's');
    expect(alerts()).toEqual(['It must be a number of seconds from 1 to 600. Until then it is 25.']);
    await user.clear(screen.getByLabelText(/^Max\. calls/));
    expect(JSON.parse(JSON.stringify(last()?.jsonData))).toEqual({ service: '100ms' });
  });

  test('with wrong provisioned values show them, and keep them until they are edited', async () => {
    const { user, last } = renderConfig({ jsonData: JSON.parse('{"maxSessions":"many","callsTimeout":900}') });
    expect(screen.getByLabelText(/^Max\. calls/)).toHaveValue('many');
    expect(alerts()).toEqual([
      'It must be a whole number from 1 to 10000.',
      'It must be a number of seconds from 1 to 600.',
    ]);
    await user.clear(screen.getByLabelText(/^Time for calls/));
    expect(alerts()).toHaveLength(1);
    expect(last()?.jsonData).toMatchObject({ maxSessions: 'many', callsTimeout: undefined });
  });
});

describe('thresholds', () => {
  async function opened(thresholds?: unknown) {
    const editor = renderConfig({
      jsonData: { service: '100ms', ...(thresholds === undefined ? {} : { thresholds }) },
    });
    if (thresholds === undefined) {
      await editor.user.click(screen.getByRole('button', { name: SECTION }));
    }
    return editor;
  }

  test('have a row for each metric, with its defaults as placeholders', async () => {
    await opened();
    const shown = (end: RegExp) =>
      screen.getAllByRole('textbox', { name: end }).map((one) => one.getAttribute('placeholder'));
    expect(shown(/^Good /)).toEqual(THRESHOLD_NAMES.map((name) => String(DEFAULT_THRESHOLDS[name].good)));
    expect(shown(/^Bad /)).toEqual(THRESHOLD_NAMES.map((name) => String(DEFAULT_THRESHOLDS[name].bad)));
    expect(screen.getByRole('row', { name: /^jitter jitter_ms/ })).toHaveTextContent(/ms$/);
  });

  test('are collapsed if none is set', () => {
    renderConfig({});
    expect(screen.getByRole('button', { name: SECTION })).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('textbox', { name: /^Good/ })).not.toBeInTheDocument();
  });

  test('are saved as numbers that queries accept; empty fields are not saved', async () => {
    const { user, last } = await opened();
    await user.type(input('Good', 'packet_loss_percent'), '0.5');
    await user.type(input('Bad', 'rtt_ms'), '300');
    const saved = last()?.jsonData.thresholds;
    expect(saved).toEqual({ packet_loss_percent: { good: 0.5 }, rtt_ms: { bad: 300 } });
    expect(thresholdsOf({ settings: { thresholds: saved } })).toMatchObject({
      ok: true,
      value: { rtt_ms: { good: 200, bad: 300 } },
    });
    await user.clear(input('Good', 'packet_loss_percent'));
    await user.clear(input('Bad', 'rtt_ms'));
    expect(JSON.parse(JSON.stringify(last()?.jsonData))).toEqual({ service: '100ms' });
  });

  test.each([
    ['packet_loss_percent', '9', '5', 'packet_loss_percent: good must be below bad.'],
    ['screen_fps', '2', '2', 'screen_fps: good must be above bad.'],
    ['jitter_ms', 'low', '30', 'jitter_ms is {"good":"low","bad":30}, not {"good": number, "bad": number}.'],
    ['rtt_ms', '1', '-5', 'rtt_ms is {"good":1,"bad":-5}, not {"good": number, "bad": number}.'],
  ] as const)('a wrong pair of %s has the error of a query and is not saved', async (band, good, bad, problem) => {
    const { user, last } = await opened();
    await user.type(input('Bad', band), bad);
    await user.type(input('Good', band), good);
    expect(alerts()).toEqual([]);
    await user.tab({ shift: true });
    const usual = DEFAULT_THRESHOLDS[band];
    expect(alerts()).toEqual([`${problem} Until then good is ${usual.good} and bad ${usual.bad}.`]);
    expect(input('Good', band)).toBeInvalid();
    expect(input('Bad', band)).toBeInvalid();
    expect(input('Good', band)).toHaveAccessibleDescription(expect.stringContaining(problem));
    expect(last()?.jsonData.thresholds).toBeUndefined();
    const typed = Number.isNaN(Number(good)) ? good : Number(good);
    const query = thresholdsOf({ settings: { thresholds: { [band]: { good: typed, bad: Number(bad) } } } });
    expect(query.ok ? '' : query.failure.message).toContain(problem);
  });

  test('a pair is not refused before its second number is typed', async () => {
    const { user, last } = await opened();
    await user.type(input('Good', 'fps'), '5');
    await user.tab();
    expect(input('Bad', 'fps')).toHaveFocus();
    expect(alerts()).toEqual([]);
    await user.keyboard('3');
    await user.tab();
    expect(alerts()).toEqual([]);
    expect(last()?.jsonData.thresholds).toEqual({ fps: { good: 5, bad: 3 } });
  });

  test('with wrong provisioned values show them with an error, and keep them when others are edited', async () => {
    const { user, last } = await opened({
      rtt_ms: { good: 500 },
      fps: { good: 'low' },
      jitter_ms: 5,
      mos: { good: 4 },
    });
    expect(input('Good', 'rtt_ms')).toHaveValue('500');
    expect(input('Good', 'fps')).toHaveValue('low');
    expect(alerts()).toEqual([
      'rtt_ms: good must be below bad.',
      'jitter_ms is 5, not {"good": number, "bad": number}.',
      'fps is {"good":"low"}, not {"good": number, "bad": number}.',
      expect.stringMatching(/^"mos" is not one of packet_loss_percent, /),
    ]);
    await user.type(input('Bad', 'rtt_ms'), '900');
    expect(last()?.jsonData.thresholds).toEqual({
      rtt_ms: { good: 500, bad: 900 },
      fps: { good: 'low' },
      jitter_ms: 5,
      mos: { good: 4 },
    });
    await user.click(screen.getByRole('button', { name: 'Remove mos' }));
    expect(last()?.jsonData.thresholds).not.toHaveProperty('mos');
  });

  test('that are no object have an error and can be removed', async () => {
    const { user, last } = await opened('high');
    expect(alerts()).toEqual(['"high" is not {"rtt_ms": {"good": number, "bad": number}}.']);
    await user.click(screen.getByRole('button', { name: 'Remove thresholds' }));
    expect(alerts()).toEqual([]);
    expect(last()?.jsonData.thresholds).toBeUndefined();
  });

  test('of a provisioned data source are read-only', () => {
    renderConfig({ jsonData: { thresholds: { fps: { good: 25 }, mos: {} } }, readOnly: true });
    expect(input('Good', 'fps')).toHaveValue('25');
    for (const control of screen.getAllByRole('textbox', { name: /^(Good|Bad) / })) {
      expect(control).toBeDisabled();
    }
    expect(screen.queryByRole('button', { name: /^Remove/ })).not.toBeInTheDocument();
  });

  test('can be set by keyboard alone', async () => {
    const { user, last } = await opened();
    screen.getByLabelText(/^Time for calls/).focus();
    await user.tab();
    expect(screen.getByRole('button', { name: SECTION })).toHaveFocus();
    await user.tab();
    await user.keyboard('0.5');
    await user.tab();
    await user.keyboard('3');
    await user.tab();
    expect(input('Good', 'rtt_ms')).toHaveFocus();
    expect(last()?.jsonData.thresholds).toEqual({ packet_loss_percent: { good: 0.5, bad: 3 } });
  });
});
