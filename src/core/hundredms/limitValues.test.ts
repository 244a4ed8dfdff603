import { Notices } from '../frames/notices';
import { METRICS_OF } from '../measurements/trackMetrics';
import { limitValues } from './limitValues';
import type { TrackSelection } from './peerSelection';
import type { SelectedTrack } from './selectedTrack';

const TIMES = Array.from({ length: 101 }, (_, i) => i);
const IDENTITY = { side: 'subscriber', kind: 'audio', track_id: 't', type: null, rid: null } as const;
const TRACK: SelectedTrack = {
  target: { session_id: 's', peer_id: 'p' },
  peer: null,
  from: null,
  room_id: null,
  series: { track: IDENTITY, times: TIMES, values: {} },
  layer: '',
  rows: { from: 0, to: TIMES.length },
  shift: 0,
};
const QUERY: TrackSelection = { sessionId: ['s'], peerIds: ['p'], filters: [] };

it('counts each metric of a row', () => {
  const kept = limitValues([TRACK], QUERY, 100, new Notices());
  expect(kept).toMatchObject([{ rows: { from: 0, to: Math.floor(100 / METRICS_OF.subscriber.audio.length) } }]);
});

it('fails a numeric query: an alert shows no notice', () => {
  const numeric = { ...QUERY, metrics: ['bitrate'], format: 'numeric' } as const;
  expect(limitValues([TRACK], numeric, 100, new Notices())).toMatchObject({
    source: 'user',
    message: 'The query has more than 100 values. Ask for fewer peers or metrics, or a shorter range.',
  });
});
