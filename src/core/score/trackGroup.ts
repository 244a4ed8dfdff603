import type { TrackIdentity } from '../measurements/track';

/** The six kinds of track that are scored differently. Where two groups of a peer are equally bad, the first counts. */
export const TRACK_GROUPS = [
  'sent speech',
  'sent camera',
  'sent screen',
  'received speech',
  'received camera',
  'received screen',
] as const;
export type TrackGroup = (typeof TRACK_GROUPS)[number];

export function groupOf({ side, kind, type }: TrackIdentity): TrackGroup {
  const direction = side === 'publisher' ? 'sent' : 'received';
  return `${direction} ${kind === 'audio' ? 'speech' : type === 'screen' ? 'screen' : 'camera'}`;
}

export function isSent(group: TrackGroup): boolean {
  return group.startsWith('sent');
}
