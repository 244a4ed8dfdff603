import { settingsOf } from '../ConfigEditor.fixture';
import { remember, withOptions, withoutSecret, withSecret, withService, withUrl } from './settings';

const STORM = settingsOf({
  url: 'https://storm.example.com',
  jsonData: {
    service: 'storm',
    auth: 'apiKey',
    tlsSkipVerify: true,
    tlsAuthWithCACert: true,
    pathPrefix: '/rest',
    timeout: 5,
  },
  secureJsonFields: { token: true },
  secureJsonData: { apiKey: 'typed' },
});

describe('another service', () => {
  const hundredms = withService(STORM, '100ms', {});

  test('gets nothing that was meant for the one before', () => {
    expect(hundredms.url).toBe('');
    expect(JSON.parse(JSON.stringify(hundredms.jsonData))).toEqual({ service: '100ms', auth: 'token', timeout: 5 });
  });

  test('leaves every secret as it is, saved or typed', () => {
    expect(hundredms.secureJsonFields).toEqual({ token: true });
    expect(hundredms.secureJsonData).toEqual({ apiKey: 'typed' });
  });

  test('and back brings what was typed for it', () => {
    const before = remember({}, STORM);
    expect(withService(withUrl(hundredms, 'https://eu.example.com'), 'storm', before)).toEqual(STORM);
  });
});

test('every change writes the service, so that no default decides it later', () => {
  const fresh = settingsOf({});
  expect(withUrl(fresh, 'https://a.example.com').jsonData).toEqual({ service: '100ms' });
  expect(withSecret(fresh, 'managementToken', 'x').jsonData).toEqual({ service: '100ms' });
  expect(withOptions(fresh, { timeout: 10 }).jsonData).toEqual({ service: '100ms', timeout: 10 });
});

test('a secret is forgotten alone', () => {
  const settings = settingsOf({ secureJsonFields: { token: true, apiKey: true } });
  const reset = withoutSecret(settings, 'apiKey');
  expect(reset.secureJsonFields).toEqual({ token: true, apiKey: false });
  expect(reset.secureJsonData).toEqual({ apiKey: '' });
});
