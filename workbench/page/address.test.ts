import { changeAddress, readAddress, resolveRange } from './address';

it('is read back as it was written', () => {
  const address = {
    ds: 'peerlens-100ms',
    query: { refId: 'A', queryType: 'peerStats', sessionId: 'a&b=c', peerIds: ['p/1', 'p 2'] },
    range: { from: 'now-6h', to: '1738843570000' },
    theme: 'light' as const,
    language: 'de-DE' as const,
  };
  expect(readAddress(changeAddress(address))).toEqual(address);
});

it.each(['', '?query={', '?query=7', '?query=null'])('reads the last hour without a query from "%s"', (search) => {
  const range = { from: 'now-1h', to: 'now' };
  expect(readAddress(search)).toEqual({ range, theme: 'dark', language: 'en-US' });
});

it('reads a range in milliseconds', () => {
  const { from, to } = resolveRange({ from: '1738843560000', to: '1738843570000' });
  expect([from.valueOf(), to.valueOf()]).toEqual([1738843560000, 1738843570000]);
});
