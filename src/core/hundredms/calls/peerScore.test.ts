import { decodePeerScore } from './peerScore';

const documentOf = (tracks: number) =>
  JSON.stringify({ publisher: { video: Array.from({ length: tracks }, (_, i) => ({ track_id: `t${i}` })) } });

it('says of a document that more of it would be needed for numbers of all', () => {
  expect(decodePeerScore(documentOf(2_000), undefined)?.isCut).toBeUndefined();
  expect(decodePeerScore(documentOf(2_001), undefined)?.isCut).toBe(true);
});
