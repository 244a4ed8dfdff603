import { decodePeerScore } from './peerScore';

const documentOf = (tracks: number) =>
  JSON.stringify({ publisher: { video: Array.from({ length: tracks }, (_, i) => ({ track_id: `t${i}` })) } });

it('reports a document with more tracks than are read', () => {
  expect(decodePeerScore(documentOf(2_000), undefined)?.isCut).toBeUndefined();
  expect(decodePeerScore(documentOf(2_001), undefined)?.isCut).toBe(true);
});
