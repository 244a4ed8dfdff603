import { displayNames, type Named } from './displayNames';
import type { TrackIdentity } from '../measurements/track';

function seriesOf(
  track: Partial<TrackIdentity>,
  metric?: Named['metric'],
  peer_id = 'peer-1',
  session_id = 's1'
): Named {
  const identity = { side: 'publisher', kind: 'video', track_id: 'aaaa-1', type: null, rid: null, ...track } as const;
  return {
    track: {
      target: { session_id, peer_id },
      peer: null,
      from: null,
      room_id: null,
      layer: identity.rid === 'h' ? 'high' : identity.rid === 'm' ? 'medium' : '',
      series: { track: identity, times: [], values: {} },
      rows: { from: 0, to: 0 },
      shift: 0,
    },
    metric,
  };
}

it('names only the differences', () => {
  expect(displayNames([seriesOf({ rid: 'h' }, 'fps'), seriesOf({ rid: 'm' }, 'fps')], '')).toEqual(['high', 'medium']);
  expect(displayNames([seriesOf({}, 'fps'), seriesOf({}, 'bitrate')], '')).toEqual(['frame rate', 'bitrate']);
  expect(
    displayNames([seriesOf({ side: 'publisher' }, 'bitrate'), seriesOf({ side: 'subscriber' }, 'bitrate')], '')
  ).toEqual(['publisher', 'subscriber']);
});

it('names a single series by its side, kind, layer and metric', () => {
  expect(displayNames([seriesOf({ rid: 'h' }, 'fps')], '')).toEqual(['publisher video high frame rate']);
});

it('cuts IDs to the part that differs, and names a track only if nothing else differs', () => {
  const tracks = [seriesOf({ track_id: 'aaaa-1111' }, 'fps'), seriesOf({ track_id: 'aaaa-2222' }, 'fps')];
  expect(displayNames(tracks, '')).toEqual(['1111', '2222']);
  const peers = [seriesOf({}, 'fps', '1169b4b7-68c2'), seriesOf({}, 'fps', '2b0cb4b7-68c2')];
  expect(displayNames(peers, '')).toEqual(['1169', '2b0c']);
});

it('fills a template, and keeps an unknown token', () => {
  const series = [seriesOf({ rid: 'h', type: 'regular' }, 'fps'), seriesOf({}, 'bitrate')];
  expect(displayNames(series, '{{ kind }}/{{rid}}/{{layer}} {{metric}} {{what}}')).toEqual([
    'video/h/high frame rate {{what}}',
    'video// bitrate {{what}}',
  ]);
});
