import { act, screen, within } from '@testing-library/react';
import { config } from '@grafana/runtime';
import { DEFAULT_THRESHOLDS, THRESHOLD_NAMES } from '../core/measurements/thresholds';
import { failedHealthChecks } from '../failedHealthCheck';
import { renderConfig } from './ConfigEditor.fixture';

const STORM = { jsonData: { service: 'storm', auth: 'token' } } as const;

describe('each service has its own settings', () => {
  test('100ms: an optional URL and a management token', () => {
    renderConfig({});
    expect(screen.getByRole('radio', { name: /^100ms/ })).toBeChecked();
    expect(screen.getByLabelText(/^URL/)).toHaveAttribute('placeholder', 'https://api.100ms.live');
    expect(screen.getByLabelText(/^Management token \*From/)).toHaveAttribute('type', 'password');
    expect(screen.queryByLabelText(/^Skip TLS verify/)).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/^Path prefix/)).not.toBeInTheDocument();
  });

  test('100ms: an access key and app secret instead', async () => {
    const { user, last } = renderConfig({});
    await user.click(screen.getByRole('radio', { name: 'Access key' }));
    expect(screen.queryByLabelText(/^Management token \*From/)).not.toBeInTheDocument();
    await user.type(screen.getByLabelText(/^App access key/), 'key ');
    await user.type(screen.getByLabelText(/^App secret/), 'secret');
    expect(last()).toMatchObject({
      jsonData: { service: '100ms', auth: 'appKey', accessKey: 'key' },
      secureJsonData: { appSecret: 'secret' },
    });
  });

  test('Storm: a user and a password by default', async () => {
    const { user, last } = renderConfig({ jsonData: { service: 'storm' } });
    expect(screen.getByRole('radio', { name: 'User and password' })).toBeChecked();
    await user.type(screen.getByLabelText(/^User name/), 'viewer');
    await user.type(screen.getByLabelText(/^Password/), 'pass word');
    expect(screen.getByLabelText(/^Password/)).toHaveAttribute('type', 'password');
    expect(last()).toMatchObject({ jsonData: { username: 'viewer' }, secureJsonData: { password: 'pass word' } });
  });

  test('Storm: a URL, a token or an API key, a prefix, and TLS', async () => {
    const { user } = renderConfig(STORM);
    expect(screen.getByLabelText(/^URL \*/)).toBeVisible();
    expect(screen.getByLabelText(/^Path prefix/)).toHaveAttribute('placeholder', '/api');
    expect(screen.getByLabelText(/^Skip TLS verify/)).not.toBeChecked();
    expect(screen.getByLabelText(/^Bearer token \*The token of a login/)).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'API key' }));
    expect(screen.queryByLabelText(/^Bearer token \*The token/)).not.toBeInTheDocument();
    expect(screen.getByLabelText(/^API key \*It is sent as X-Api-Key/)).toBeVisible();
  });

  test('Demo: no address and no secret', () => {
    renderConfig({ jsonData: { service: 'demo' } });
    expect(screen.queryByLabelText(/^URL/)).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/token|secret|password|key/i)).not.toBeInTheDocument();
  });
});

describe('secrets', () => {
  test('a saved one is never shown, and can be typed again after a reset', async () => {
    const { user, last } = renderConfig({ secureJsonFields: { managementToken: true } });
    expect(screen.getByLabelText(/^Management token \*From/)).toHaveValue('configured');
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    expect(last()?.secureJsonFields).toEqual({ managementToken: false });
    expect(screen.getByLabelText(/^Management token \*From/)).toHaveFocus();
    await user.keyboard('new');
    expect(last()?.secureJsonData).toEqual({ managementToken: 'new' });
  });

  test('survive a look at another service', async () => {
    const { user, last } = renderConfig({ url: 'https://eu.example.com', secureJsonFields: { managementToken: true } });
    await user.click(screen.getByRole('radio', { name: /^Storm/ }));
    expect(screen.getByLabelText(/^URL/)).toHaveValue('');
    await user.type(screen.getByLabelText(/^URL/), 'https://storm.example.com');
    await user.click(screen.getByRole('radio', { name: /^100ms/ }));
    expect(screen.getByLabelText(/^URL/)).toHaveValue('https://eu.example.com');
    expect(screen.getByLabelText(/^Management token \*From/)).toHaveValue('configured');
    expect(last()?.secureJsonFields).toEqual({ managementToken: true });
    await user.click(screen.getByRole('radio', { name: /^Storm/ }));
    expect(screen.getByLabelText(/^URL/)).toHaveValue('https://storm.example.com');
  });
});

describe('a failed Save & test', () => {
  const scrollIntoView = jest.fn();
  beforeAll(() => {
    Element.prototype.scrollIntoView = scrollIntoView;
  });
  const message = 'Settings: The app secret is missing.';
  const fail = (uid: string, setting = 'appSecret') => act(() => failedHealthChecks.next({ uid, setting, message }));

  test('marks its field and leads there, until the form changes', async () => {
    const { user } = renderConfig({ jsonData: { service: '100ms', auth: 'appKey' } });
    fail('another');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    fail('uid');
    const secret = screen.getByLabelText(/^App secret \*/);
    expect(screen.getByRole('alert')).toHaveTextContent(message);
    expect(secret).toBeInvalid();
    expect(secret).toHaveFocus();
    expect(scrollIntoView.mock.contexts.at(-1)).toBe(secret);
    await user.type(screen.getByLabelText(/^App access key \*/), 'k');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(secret).toBeValid();
  });

  test('leads to the button that replaces a saved secret', () => {
    renderConfig({ secureJsonFields: { managementToken: true } });
    fail('uid', 'managementToken');
    expect(screen.getByRole('button', { name: 'Reset' })).toHaveFocus();
  });
});

test('a wrong timeout is refused and not saved', async () => {
  const { user, last } = renderConfig({ jsonData: { service: '100ms', timeout: 10 } });
  const timeout = screen.getByLabelText(/^Timeout/);
  expect(timeout).toHaveValue('10');
  await user.clear(timeout);
  await user.type(timeout, '0');
  expect(screen.getByRole('alert')).toHaveTextContent('above 0');
  expect(last()?.jsonData.timeout).toBeUndefined();
  await user.clear(timeout);
  await user.type(timeout, '3601');
  expect(screen.getByRole('alert')).toHaveTextContent('up to 3600');
  expect(last()?.jsonData.timeout).toBeUndefined();
  await user.clear(timeout);
  await user.type(timeout, '0.5');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(last()?.jsonData.timeout).toBe(0.5);
});

test('limits the peers that an empty list means', async () => {
  const { user, last } = renderConfig({ jsonData: { service: 'storm', maxPeers: 7 } });
  const most = screen.getByLabelText(/^Max\. peers/);
  expect(most).toHaveValue('7');
  expect(most).toHaveAttribute('placeholder', '50');
  await user.clear(most);
  await user.type(most, '2.5');
  expect(screen.getByRole('alert')).toHaveTextContent(
    'It must be a whole number from 1 to 10000. Until then it is 50.'
  );
  expect(last()?.jsonData.maxPeers).toBeUndefined();
  await user.clear(most);
  await user.type(most, '200');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(last()?.jsonData).toEqual({ service: 'storm', maxPeers: 200 });
});

test('a provisioned data source is read-only', () => {
  renderConfig({
    url: 'https://storm.example.com',
    jsonData: { service: 'storm', auth: 'token', tlsAuthWithCACert: true },
    secureJsonFields: { token: true },
    readOnly: true,
  });
  const controls = ['radio', 'textbox', 'checkbox'].flatMap((role) => screen.getAllByRole(role));
  expect(controls).toHaveLength(18);
  for (const control of controls) {
    expect(control).toBeDisabled();
  }
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  expect(screen.getByLabelText(/^Bearer token \*The token/)).toHaveValue('configured');
  expect(screen.getByLabelText(/^API key ?Only if the server/)).toHaveValue('not set');
});

test('the keyboard alone is enough', async () => {
  const { user, last } = renderConfig({});
  await user.tab();
  expect(screen.getByRole('radio', { name: /^100ms/ })).toHaveFocus();
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('radio', { name: /^Storm/ })).toBeChecked();
  await user.tab();
  await user.keyboard('https://storm.example.com');
  await user.tab();
  await user.tab();
  await user.keyboard('viewer');
  await user.tab();
  await user.keyboard('secret');
  expect(last()).toMatchObject({
    url: 'https://storm.example.com',
    jsonData: { service: 'storm', auth: 'login', username: 'viewer' },
    secureJsonData: { password: 'secret' },
  });
  expect(within(screen.getByRole('radiogroup', { name: 'Method' })).getAllByRole('radio')).toHaveLength(3);
});

test('a custom header has a name and a secret value, and can be removed', async () => {
  const { user, last } = renderConfig(STORM);
  await user.click(screen.getByRole('button', { name: 'Add header' }));
  await user.type(screen.getByLabelText('Name of header 1'), 'CF-Access-Client-Id');
  await user.type(screen.getByLabelText('Value of header 1'), 'id');
  expect(screen.getByLabelText('Value of header 1')).toHaveAttribute('type', 'password');
  expect(last()).toMatchObject({
    jsonData: { httpHeaderName1: 'CF-Access-Client-Id' },
    secureJsonData: { httpHeaderValue1: 'id' },
  });
  await user.click(screen.getByRole('button', { name: 'Remove header CF-Access-Client-Id' }));
  expect(screen.queryByLabelText('Name of header 1')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Add header' })).toHaveFocus();
});

test('the settings of certificates appear when they are switched on', async () => {
  const { user, last } = renderConfig(STORM);
  expect(screen.queryByLabelText(/^(CA certificate|Client key)/)).not.toBeInTheDocument();
  await user.click(screen.getByLabelText(/^Own CA certificate/));
  await user.type(screen.getByLabelText(/^CA certificate/), 'PEM');
  await user.click(screen.getByLabelText(/^Client certificate/));
  await user.type(screen.getByLabelText(/^Client key/), 'key');
  await user.type(screen.getByLabelText(/^Server name/), 'storm.internal');
  expect(last()).toMatchObject({
    jsonData: { tlsAuthWithCACert: true, tlsAuth: true, serverName: 'storm.internal' },
    secureJsonData: { tlsCACert: 'PEM', tlsClientKey: 'key' },
  });
});

test('the SOCKS proxy is offered where Grafana has one', async () => {
  config.secureSocksDSProxyEnabled = true;
  const { user, last } = renderConfig({});
  await user.click(screen.getByLabelText(/^Secure SOCKS proxy/));
  expect(last()?.jsonData.enableSecureSocksProxy).toBe(true);
});

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
      const section = screen.getByRole('button', { name: SECTION });
      expect(section).toHaveAttribute('aria-expanded', 'false');
      await editor.user.click(section);
      expect(section).toHaveAttribute('aria-expanded', 'true');
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

  test('are saved as numbers; empty fields are not saved', async () => {
    const { user, last } = await opened();
    await user.type(input('Good', 'packet_loss_percent'), '0.5');
    await user.type(input('Bad', 'rtt_ms'), '300');
    expect(last()?.jsonData.thresholds).toEqual({ packet_loss_percent: { good: 0.5 }, rtt_ms: { bad: 300 } });
    await user.clear(input('Good', 'packet_loss_percent'));
    await user.clear(input('Bad', 'rtt_ms'));
    expect(JSON.parse(JSON.stringify(last()?.jsonData))).toEqual({ service: '100ms' });
  });

  test('a wrong pair has the error of a query and is not saved', async () => {
    const problem = 'jitter_ms is {"good":"low","bad":30}, not {"good": number, "bad": number}.';
    const { user, last } = await opened();
    await user.type(input('Bad', 'jitter_ms'), '30');
    await user.type(input('Good', 'jitter_ms'), 'low');
    expect(alerts()).toEqual([]);
    await user.tab({ shift: true });
    const { good, bad } = DEFAULT_THRESHOLDS.jitter_ms;
    expect(alerts()).toEqual([`${problem} Until then good is ${good} and bad ${bad}.`]);
    expect(input('Good', 'jitter_ms')).toBeInvalid();
    expect(input('Bad', 'jitter_ms')).toBeInvalid();
    expect(input('Good', 'jitter_ms')).toHaveAccessibleDescription(expect.stringContaining(problem));
    expect(last()?.jsonData.thresholds).toBeUndefined();
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
    expect(screen.getByRole('textbox', { name: 'Good packet loss packet_loss_percent' })).toHaveFocus();
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
});
