import { checkUrl, isBeginning } from './checkUrl';

describe('the address of a service', () => {
  test.each([
    'https://storm.example.com',
    'https://storm.example.com:8080/',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://proxy.example.com/storm',
    'HTTPS://Storm.Example.com',
    '  https://storm.example.com  ',
  ])('%s is right', (url) => {
    expect(checkUrl(url, 'storm')).toBeNull();
  });

  test.each([
    ['storm.example.com', 'Begin with https:// or http://.'],
    ['localhost:8080', 'Begin with https:// or http://.'],
    ['https:storm.example.com', 'Begin with https:// or http://.'],
    ['ftp://storm.example.com', 'Begin with https:// or http://, not ftp://.'],
    ['https://', 'This is not an address. One looks like https://storm.example.com:8080.'],
    ['https://storm example.com', 'This is not an address. One looks like https://storm.example.com:8080.'],
    ['https://storm.example.com/a b', 'This is not an address. One looks like https://storm.example.com:8080.'],
    ['https://storm.example.com:port', 'This is not an address. One looks like https://storm.example.com:8080.'],
    [
      'https://admin:secret@storm.example.com',
      'Leave the user and password out: an address can be read by anyone who sees the settings.',
    ],
    [
      'https://admin@storm.example.com',
      'Leave the user and password out: an address can be read by anyone who sees the settings.',
    ],
    [
      'http://[fe80::1%25eth0]:8080',
      'Leave out the zone of the IPv6 address (% and what follows), or use a host name.',
    ],
    ['http://[fe80::1%eth0]', 'Leave out the zone of the IPv6 address (% and what follows), or use a host name.'],
    ['https://storm.example.com?key=1', 'Leave out everything from ? or # on.'],
    ['https://storm.example.com/?', 'Leave out everything from ? or # on.'],
    ['https://storm.example.com/#top', 'Leave out everything from ? or # on.'],
  ])('%s is wrong', (url, problem) => {
    expect(checkUrl(url, 'storm')).toBe(problem);
    expect(checkUrl(url, '100ms')).toBe(problem);
  });

  test('none is enough for 100ms and the demo, not for Storm', () => {
    expect(checkUrl('', '100ms')).toBeNull();
    expect(checkUrl('', 'demo')).toBeNull();
    expect(checkUrl(' ', 'storm')).toBe('Give the address of the Storm server, such as https://storm.example.com.');
  });
});

test.each([
  ['', true],
  ['h', true],
  ['https:/', true],
  ['HTTP://', true],
  ['s', false],
  ['https://s', false],
])('more typing may make a right address of %j: %s', (url, expected) => {
  expect(isBeginning(url)).toBe(expected);
});
