import { displayNames, type Named } from './displayNames';
import type { TrackIdentity } from '../measurements/track';

function named(track: Partial<TrackIdentity>, metric?: Named['metric'], peer_id = 'peer-1', session_id = 's1'): Named {
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

it('names only what differs', () => {
  expect(displayNames([named({ rid: 'h' }, 'fps'), named({ rid: 'm' }, 'fps')], '')).toEqual(['high', 'medium']);
  expect(displayNames([named({}, 'fps'), named({}, 'bitrate')], '')).toEqual(['fps', 'bitrate']);
  expect(displayNames([named({ side: 'publisher' }, 'bitrate'), named({ side: 'subscriber' }, 'bitrate')], '')).toEqual(
    ['publisher', 'subscriber']
  );
});

it('names one series by what it is', () => {
  expect(displayNames([named({ rid: 'h' }, 'fps')], '')).toEqual(['publisher video high fps']);
});

it('cuts IDs to what tells them apart, and names a track only where nothing else does', () => {
  const tracks = [named({ track_id: 'aaaa-1111' }, 'fps'), named({ track_id: 'aaaa-2222' }, 'fps')];
  expect(displayNames(tracks, '')).toEqual(['1111', '2222']);
  const peers = [named({}, 'fps', '1169b4b7-68c2'), named({}, 'fps', '2b0cb4b7-68c2')];
  expect(displayNames(peers, '')).toEqual(['1169', '2b0c']);
});

it('fills a template, and shows a token it does not know', () => {
  const series = [named({ rid: 'h', type: 'regular' }, 'fps'), named({}, 'bitrate')];
  expect(displayNames(series, '{{ kind }}/{{rid}}/{{layer}} {{metric}} {{what}}')).toEqual([
    'video/h/high fps {{what}}',
    'video// bitrate {{what}}',
  ]);
});
