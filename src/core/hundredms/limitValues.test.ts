import { Notices } from '../frames/notices';
import type { PeerStatsQuery } from '../query/types/peerStats';
import { parseQuery } from '../query/parse';
import { limitValues } from './limitValues';
import { METRICS_OF } from '../measurements/trackMetrics';
import type { SelectedTrack } from './selectedTrack';

function queryOf(fields: Readonly<Record<string, unknown>>): PeerStatsQuery {
  const parsed = parseQuery({ refId: 'A', queryType: 'peerStats', sessionId: 's', peerIds: ['p'], ...fields }, '100ms');
  if (!parsed.ok || parsed.value.queryType !== 'peerStats') {
    throw new Error('no query of peer stats');
  }
  return parsed.value;
}

/** A received audio track with a number of rows. */
function trackOf(rows: number): SelectedTrack {
  const times = Array.from({ length: rows }, (_, i) => i);
  const track = { side: 'subscriber', kind: 'audio', track_id: 't', type: null, rid: null } as const;
  return {
    target: { session_id: 's', peer_id: 'p' },
    peer: null,
    from: null,
    room_id: null,
    series: { track, times, values: {} },
    layer: '',
    rows: { from: 0, to: rows },
    shift: 0,
  };
}

const ONE_METRIC = { metrics: ['bitrate'] };

it('keeps a query within its limit as it is', () => {
  const notices = new Notices();
  const tracks = [trackOf(60), trackOf(40)];
  expect(limitValues(tracks, queryOf(ONE_METRIC), 100, notices)).toBe(tracks);
  expect(notices.merged()).toBeUndefined();
});

it('cuts a table or time series at the limit, and adds a notice', () => {
  const notices = new Notices();
  const kept = limitValues([trackOf(60), trackOf(60), trackOf(60)], queryOf(ONE_METRIC), 100, notices);
  expect(kept).toMatchObject([{ rows: { from: 0, to: 60 } }, { rows: { from: 0, to: 40 } }]);
  expect(notices.merged()).toEqual([
    {
      severity: 'warning',
      text: 'The query has more than 100 values. The rest is left out. Ask for fewer peers or metrics, or a shorter range.',
    },
  ]);
});

it('counts each metric of a row', () => {
  const kept = limitValues([trackOf(60)], queryOf({}), 100, new Notices());
  expect(kept).toMatchObject([{ rows: { from: 0, to: Math.floor(100 / METRICS_OF.subscriber.audio.length) } }]);
});

it('fails a numeric query: an alert shows no notice', () => {
  const query = queryOf({ ...ONE_METRIC, format: 'numeric' });
  expect(limitValues([trackOf(101)], query, 100, new Notices())).toEqual({
    source: 'user',
    status: 400,
    finding: 'The query has more than 100 values.',
    message: 'The query has more than 100 values. Ask for fewer peers or metrics, or a shorter range.',
  });
});
