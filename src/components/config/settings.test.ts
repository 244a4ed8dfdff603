import { settingsOf } from '../ConfigEditor.fixture';
import {
  headersOf,
  remember,
  withBasicAuthUser,
  withNewHeader,
  withOptions,
  withoutHeader,
  withSecret,
  withService,
  withText,
  withUrl,
} from './settings';

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

test('another service gets nothing that was meant for the one before, which gets it back', () => {
  const hundredms = withService(STORM, '100ms', {});
  expect(hundredms.url).toBe('');
  expect(JSON.parse(JSON.stringify(hundredms.jsonData))).toEqual({ service: '100ms', auth: 'token', timeout: 5 });
  expect(withService(withUrl(hundredms, 'https://eu.example.com'), 'storm', remember({}, STORM))).toEqual(STORM);
});

test('every change writes the service, so that no default decides it later', () => {
  const fresh = settingsOf({});
  expect(withUrl(fresh, 'https://a.example.com').jsonData).toEqual({ service: '100ms' });
  expect(withSecret(fresh, 'managementToken', 'x').jsonData).toEqual({ service: '100ms' });
  expect(withOptions(fresh, { timeout: 10 }).jsonData).toEqual({ service: '100ms', timeout: 10 });
});

test('basic auth is on while it has a user', () => {
  const on = withBasicAuthUser(settingsOf({}), 'me');
  expect(on).toMatchObject({ basicAuth: true, basicAuthUser: 'me' });
  expect(withBasicAuthUser(on, '')).toMatchObject({ basicAuth: false, basicAuthUser: '' });
});

describe('a custom header', () => {
  const two = withText(withNewHeader(withNewHeader(settingsOf({}))), 'httpHeaderName1', 'X-First');

  test('gets the next number, and has a name before it is typed', () => {
    expect(two.jsonData).toEqual({ service: '100ms', httpHeaderName1: 'X-First', httpHeaderName2: '' });
    expect(headersOf(two)).toEqual([1, 2]);
    expect(
      headersOf(settingsOf({ jsonData: { ...two.jsonData, httpHeaderName10: 'X', httpHeaderNameX: 'Y' } as object }))
    ).toEqual([1, 2, 10]);
  });

  test('is removed with its value, and the others keep their numbers', () => {
    const saved = { ...two, secureJsonFields: { httpHeaderValue1: true, httpHeaderValue2: true } };
    const left = withoutHeader(saved, 1);
    expect(headersOf(left)).toEqual([2]);
    expect(left.secureJsonFields).toEqual({ httpHeaderValue1: false, httpHeaderValue2: true });
    expect(left.secureJsonData).toEqual({ httpHeaderValue1: '' });
  });

  test('does not reach another service', () => {
    const storm = withService({ ...two, secureJsonFields: { httpHeaderValue1: true } }, 'storm', {});
    expect(headersOf(storm)).toEqual([]);
    expect(storm.secureJsonFields).toEqual({ httpHeaderValue1: false, httpHeaderValue2: false });
  });
});
