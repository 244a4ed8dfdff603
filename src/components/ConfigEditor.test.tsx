import { act, screen, within } from '@testing-library/react';
import { config } from '@grafana/runtime';
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
    await user.type(screen.getByLabelText(/^Management token \*From/), 'new');
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
  await user.type(timeout, '.5');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(last()?.jsonData.timeout).toBe(0.5);
});

test.each(['100ms', 'storm', 'demo'] as const)('%s limits the peers that an empty list means', async (service) => {
  const { user, last } = renderConfig({ jsonData: { service, maxPeers: 7 } });
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
  expect(last()?.jsonData).toEqual({ service, maxPeers: 200 });
});

test('a CA certificate can be entered once it is switched on', async () => {
  const { user, last } = renderConfig(STORM);
  expect(screen.queryByLabelText(/^CA certificate/)).not.toBeInTheDocument();
  await user.click(screen.getByLabelText(/^Own CA certificate/));
  await user.type(screen.getByLabelText(/^CA certificate/), 'PEM');
  expect(last()?.jsonData).toMatchObject({ tlsAuthWithCACert: true });
  expect(last()?.secureJsonData).toEqual({ tlsCACert: 'PEM' });
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
});

test('the settings of a client certificate appear when it is switched on', async () => {
  const { user, last } = renderConfig({});
  expect(screen.queryByLabelText(/^Client key/)).not.toBeInTheDocument();
  await user.click(screen.getByLabelText(/^Client certificate/));
  await user.type(screen.getByLabelText(/^Client key/), 'key');
  await user.type(screen.getByLabelText(/^Server name/), 'storm.internal');
  expect(last()).toMatchObject({
    jsonData: { tlsAuth: true, serverName: 'storm.internal' },
    secureJsonData: { tlsClientKey: 'key' },
  });
});

test('the SOCKS proxy is offered where Grafana has one', async () => {
  config.secureSocksDSProxyEnabled = true;
  const { user, last } = renderConfig({});
  await user.click(screen.getByLabelText(/^Secure SOCKS proxy/));
  expect(last()?.jsonData.enableSecureSocksProxy).toBe(true);
});
