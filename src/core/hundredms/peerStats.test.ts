import fc from 'fast-check';
import { METRICS_OF } from '../measurements/trackMetrics';
import { decodePeerStats, type PeerStats } from './peerStats';
import { noRepairs } from './repairs';

function decoded(document: unknown): PeerStats {
  const stats = decodePeerStats(JSON.stringify(document));
  if (stats === null) {
    throw new Error('not a peer-stats document');
  }
  return stats;
}

function audio(timestamps: unknown, arrays: Record<string, unknown>): PeerStats {
  return decoded({ publisher: { audio: [{ track_id: 'a', time_series: { timestamps, ...arrays } }] } });
}

describe('a peer-stats document', () => {
  it('needs a publisher or a subscriber', () => {
    for (const text of ['', 'null', '[]', '7', '"text"', '{}', '{"data":{}}', '{"publisher":']) {
      expect(decodePeerStats(text)).toBeNull();
    }
  });

  it('needs only one side, whatever it contains', () => {
    for (const side of [null, [], 7, {}, { video: null, audio: 'none' }, { video: [null, 1, []] }]) {
      expect(decoded({ subscriber: side }).tracks).toEqual([]);
    }
  });

  it('keeps the arrays of a clean track as they are', () => {
    const { tracks, repairs } = audio([1000, 2000], { bitrate: [64000, null], jitter_ms: [2.1, 3] });
    expect(tracks).toEqual([
      {
        track: { side: 'publisher', kind: 'audio', track_id: 'a', type: null, rid: null },
        times: [1000, 2000],
        values: { bitrate: [64000, null], jitter_ms: [2.1, 3] },
      },
    ]);
    expect(repairs).toEqual(noRepairs());
  });

  it('counts a time in ISO format beside seconds once', () => {
    const { repairs } = audio([1_800_000_000, '2027-01-15T08:00:10Z', 1_800_000_020], { bitrate: [1, 2, 3] });
    expect(repairs).toMatchObject({ timesInSeconds: 2, timesInIsoFormat: 1 });
  });

  it('has no series for a metric with a missing or empty array, and a series of nulls for an array of nulls', () => {
    const { values } = audio([1000], { bitrate: [], rtt_ms: [null] }).tracks[0] ?? { values: null };
    expect(values).toEqual({ rtt_ms: [null] });
  });

  it('keeps the last of repeated rows, metric by metric, and prefers a number to null', () => {
    const { times, values } =
      audio([1000, 1000, 1000], { bitrate: [1, 2, null], rtt_ms: [null, null, null] }).tracks[0] ?? {};
    expect(times).toEqual([1000]);
    expect(values).toEqual({ bitrate: [2], rtt_ms: [null] });
  });
});

/** Malformed arrays that no server should send. */
const wildArray = fc.oneof(
  fc.array(fc.oneof(fc.double(), fc.integer(), fc.constant(null), fc.string(), fc.jsonValue()), { maxLength: 12 }),
  fc.jsonValue()
);
const wildTrack = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      track_id: fc.oneof(fc.constantFrom('a', 'b'), fc.jsonValue()),
      type: fc.oneof(fc.constantFrom('regular', 'screen'), fc.jsonValue()),
      rid: fc.oneof(fc.constantFrom('h', 'm', 'f', null), fc.jsonValue()),
      time_series: fc.oneof(
        fc.dictionary(fc.constantFrom('timestamps', ...METRICS_OF.publisher.video, 'jitter_ms'), wildArray),
        fc.jsonValue()
      ),
    },
    { requiredKeys: [] }
  )
);
const wildSide = fc.record({ video: fc.oneof(fc.array(wildTrack), fc.jsonValue()), audio: fc.array(wildTrack) });

describe('a document beyond the limits', () => {
  it('keeps the first tracks, and counts the others', () => {
    const video = Array.from({ length: 1_503 }, (_, i) => ({ track_id: `t${i}` }));
    const { tracks, repairs } = decoded({ publisher: { video }, subscriber: { video } });
    expect(tracks).toHaveLength(1_500);
    expect(repairs).toMatchObject({ tracksLeftOut: 1_506, tracksRepeated: 0 });
  });

  it('keeps the first rows of a track, in each of its arrays', () => {
    const rows = Array.from({ length: 50_002 }, (_, i) => i);
    const { tracks, repairs } = audio(rows, { bitrate: rows, jitter_ms: [1] });
    expect(tracks[0]?.times).toHaveLength(50_000);
    expect(tracks[0]?.values.bitrate).toHaveLength(50_000);
    expect(repairs).toMatchObject({ rowsLeftOut: 2, arraysCut: 0, arraysPadded: 1 });
  });

  it('keeps fewer rows of a document whose times are texts', () => {
    const time_series = { timestamps: Array.from({ length: 50_000 }, (_, i) => String(1_738_843_560_000 + i)) };
    const { tracks, repairs } = decoded({
      publisher: { audio: ['a', 'b', 'c'].map((track_id) => ({ track_id, time_series })) },
    });
    expect(tracks.map(({ times }) => times.length)).toEqual([50_000, 50_000, 33_333]);
    expect(repairs.rowsLeftOut).toBe(16_667);
  });

  it('names the first arrays that the reference does not list', () => {
    const unknown = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`m${i}`, []]));
    expect(audio([1], unknown).unknownMetrics).toHaveLength(20);
  });
});

describe('any document', () => {
  it('decodes to series of equal length, in ascending time without repeats, of finite numbers and nulls', () => {
    fc.assert(
      fc.property(wildSide, wildSide, (publisher, subscriber) => {
        const { tracks } = decoded({ publisher, subscriber });
        const identities = tracks.map(({ track }) => JSON.stringify(track));
        expect(new Set(identities).size).toBe(identities.length);
        for (const { times, values } of tracks) {
          expect(times.every((time, i) => Number.isInteger(time) && (i === 0 || time > (times[i - 1] ?? NaN)))).toBe(
            true
          );
          for (const cells of Object.values(values)) {
            expect(cells).toHaveLength(times.length);
            expect(cells.every((cell) => cell === null || (Number.isFinite(cell) && !Object.is(cell, -0)))).toBe(true);
          }
        }
      }),
      { numRuns: 200 }
    );
  });

  it('has the same series for any order of its rows', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.option(fc.integer())), {
      selector: ([time]) => time,
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (some, keys) => {
        const shuffled = some
          .map((row) => ({ row, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const [first, second] = [some, shuffled].map(
          (each) =>
            audio(
              each.map(([time]) => time),
              { bitrate: each.map(([, value]) => value) }
            ).tracks
        );
        expect(first).toEqual(second);
      })
    );
  });
});
