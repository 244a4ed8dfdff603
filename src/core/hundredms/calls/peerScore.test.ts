import type { Results } from '../../requestCollector';
import { advance, decode } from '../../all';
import type { TrackSeries } from '../../measurements/track';
import { parseQuery } from '../../query/parse';
import { drawCall } from '../../score/sessionCauses.fixture';
import { randomFrom, START } from '../../score/score.fixture';
import { decodePeerScore } from './peerScore';

const documentOf = (tracks: number) =>
  JSON.stringify({ publisher: { video: Array.from({ length: tracks }, (_, i) => ({ track_id: `t${i}` })) } });

it('reports a document with more tracks than are read', () => {
  expect(decodePeerScore(documentOf(1_500), undefined)?.isIncomplete).toBeUndefined();
  expect(decodePeerScore(documentOf(1_501), undefined)?.isIncomplete).toBe(true);
});

/** A peer-stats document. Its tracks and samples are in the order that `rank` gives. */
function peerStats(tracks: readonly TrackSeries[], rank: () => number = () => 0): string {
  const shuffled = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, rank: rank() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  const listOf = (side: string, kind: string) =>
    shuffled(tracks.filter(({ track }) => track.side === side && track.kind === kind)).map(
      ({ track: { track_id, type, rid }, times, values }) => {
        const rows = shuffled(times.map((_, row) => row));
        const inOrder = <T>(cells: readonly T[]) => rows.map((row) => cells[row]);
        const arrays = Object.entries(values).map(([name, cells]) => [name, inOrder(cells)] as const);
        return { track_id, type, rid, time_series: { timestamps: inOrder(times), ...Object.fromEntries(arrays) } };
      }
    );
  const sideOf = (side: string) => ({ video: listOf(side, 'video'), audio: listOf(side, 'audio') });
  return JSON.stringify({ publisher: sideOf('publisher'), subscriber: sideOf('subscriber') });
}

it('depends on the order of neither tracks nor samples', () => {
  const scoreOf = (text: string) => ({ ...decodePeerScore(text, undefined), repairs: {} });
  const random = randomFrom(17);
  for (let seed = 0; seed < 8; seed++) {
    const [tracks = []] = drawCall(seed).tracks;
    expect(scoreOf(peerStats(tracks, random))).toEqual(scoreOf(peerStats(tracks)));
  }
});

/** Returns the scores of a `tracks` query on the peers of a session by peer, the worst first. */
function scoresOfTracks(documents: readonly string[]): ReadonlyArray<readonly number[]> {
  const peerIds = documents.map((_, i) => `p${i}`);
  const query = parseQuery({ queryType: 'tracks', sessionId: 's', peerIds }, '100ms');
  const context = { service: '100ms', now: 0, range: { from: 0, to: 2 * START }, settings: {} } as const;
  let results: Results = {};
  for (;;) {
    if (!query.ok) {
      throw new Error(query.failure.message);
    }
    const step = advance(query.value, context, results);
    if ('result' in step) {
      const [frame] = step.result.ok ? step.result.value : [];
      const cellsOf = (column: string) =>
        frame?.data.values[frame.schema.fields.findIndex(({ name }) => name === column)] ?? [];
      const owners = cellsOf('peer_id');
      const scores = cellsOf('score').map(Number);
      return peerIds.map((id) => scores.filter((_, row) => owners[row] === id).sort((one, other) => one - other));
    }
    results = Object.fromEntries(
      step.requests.map((request) => {
        const text = documents[peerIds.indexOf(request.params.peer_id ?? '')];
        const answer = { status: text === undefined ? 404 : 200, contentType: 'application/json', text: text ?? '{}' };
        return [request.key, decode(request, answer)];
      })
    );
  }
}

it('is the score of its worst track in a `tracks` query, where no two are of one group', () => {
  for (let seed = 0; seed < 8; seed++) {
    // Of two peers each receives one voice and one camera.
    const [one = [], other = []] = drawCall(seed).tracks.map((tracks) =>
      tracks.filter(({ track: { side, track_id } }) => side === 'publisher' || /[01]$/.test(track_id ?? ''))
    );
    const documents = [peerStats(one), peerStats(other)];
    const scores = scoresOfTracks(documents);
    expect(scores.map(({ length }) => length)).toEqual([4, 4]);
    expect(documents.map((text) => decodePeerScore(text, undefined)?.score)).toEqual(scores.map(([worst]) => worst));
  }
});
