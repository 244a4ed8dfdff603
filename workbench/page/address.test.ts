import { readAddress, writeAddress } from './address';

describe('the address', () => {
  it('is read back as it was written', () => {
    const address = {
      ds: 'peerlens-100ms',
      query: { refId: 'A', queryType: 'peerStats', sessionId: 'a&b=c', peerIds: ['p/1', 'p 2'] },
      range: { from: 'now-6h', to: '1738843570000' },
      theme: 'light',
    } as const;
    expect(
      readAddress(writeAddress({ ...address, query: { ...address.query, peerIds: [...address.query.peerIds] } }))
    ).toEqual(address);
  });

  it('shows the last hour on dark where it says nothing', () => {
    expect(readAddress('')).toEqual({
      ds: undefined,
      query: undefined,
      range: { from: 'now-1h', to: 'now' },
      theme: 'dark',
    });
  });

  it.each(['?query={', '?query=7', '?query=null'])('takes %s as no query', (search) => {
    expect(readAddress(search).query).toBeUndefined();
  });
});
