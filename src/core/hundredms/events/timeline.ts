import { lastBy } from '../../collect/lastBy';
import { formatDuration } from '../../failure/text';
import type { Session, SessionPeer } from '../session';
import type { CallEvent } from './event';

/** One event of a timeline, as a reader sees it. */
export interface TimelineEvent {
  readonly time: number;
  /** Null for an event without a length, or one that has not ended. */
  readonly timeEnd: number | null;
  readonly type: string;
  readonly title: string;
  readonly text: string;
  readonly tags: readonly string[];
  readonly session_id: string | null;
  readonly peer_id: string | null;
  readonly peer: string | null;
}

/** The titles of the event types. Any other type is its own title. */
const TITLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'track.add.success': 'Track added',
    'track.update.success': 'Track updated',
    'track.remove.success': 'Track removed',
    'beam.recording.success': 'Recording',
    'client.publish.failed': 'Publish failed',
    'client.subscribe.failed': 'Subscribe failed',
    'client.join.failed': 'Join failed',
    'client.disconnected': 'Disconnected',
    'client.connect.failed': 'Connect failed',
  })
);

/** Returns the joins and leaves of a session's peers. A join lasts until its leave. */
export function joinsAndLeaves({ session_id, peers }: Session): readonly TimelineEvent[] {
  return peers.flatMap((peer) => {
    const base = {
      text: nameWithRole(peer.name ?? peer.peer_id, peer.role),
      session_id,
      peer_id: peer.peer_id,
      peer: peer.name,
    };
    const join = { ...base, type: 'peer.join.success', title: 'Joined', tags: ['peer', 'join'] };
    const leave = { ...base, type: 'peer.leave.success', title: 'Left', tags: ['peer', 'leave'] };
    return [
      ...(peer.joined_at === null
        ? []
        : [{ ...join, time: peer.joined_at, timeEnd: endAfter(peer.joined_at, peer.left_at) }]),
      ...(peer.left_at === null ? [] : [{ ...leave, time: peer.left_at, timeEnd: null }]),
    ];
  });
}

/** Returns the events of a timeline, each once. An added track lasts until it is removed. */
export function timelineOf(events: readonly CallEvent[], sessions: readonly Session[]): readonly TimelineEvent[] {
  const unique = lastBy(events, ({ id }, i) => id ?? i);
  const ends = trackEnds(unique);
  const peers = new Map(sessions.flatMap((session) => session.peers.map((peer) => [peer.peer_id, peer] as const)));
  return unique.map((event) => {
    const peer = event.peer_id === null ? undefined : peers.get(event.peer_id);
    return timelineEventOf(event, peer, ends.get(event) ?? null);
  });
}

/** Returns when the track of each `add` event was removed: at the next `remove` event of that track. */
function trackEnds(events: readonly CallEvent[]): ReadonlyMap<CallEvent, number> {
  const ends = new Map<CallEvent, number>();
  const added = new Map<string, CallEvent>();
  for (const event of [...events].sort((one, other) => one.time - other.time)) {
    const track_id = event.track?.track_id ?? '';
    const start = added.get(track_id);
    if (event.type === 'track.add.success') {
      added.set(track_id, event);
    } else if (event.type === 'track.remove.success' && start !== undefined) {
      ends.set(start, event.time);
      added.delete(track_id);
    }
  }
  return ends;
}

function timelineEventOf(event: CallEvent, known: SessionPeer | undefined, end: number | null): TimelineEvent {
  const { time, type, session_id, peer_id, track, error, agent } = event;
  const peer = event.peer ?? known?.name ?? null;
  const who = peer ?? peer_id;
  const parts = [
    who === null ? '' : nameWithRole(who, event.role ?? known?.role ?? null),
    track === null ? '' : [track.kind, track.source, muteText(event)].filter(Boolean).join(' '),
    error === null ? '' : errorText(error),
    event.recording === null ? '' : recordingText(event.recording),
    agent ?? '',
  ];
  return {
    time,
    timeEnd: endAfter(time, end),
    type,
    title: TITLES.get(type) ?? type,
    text: parts.filter((part) => part !== '').join(' · '),
    tags: [type.split('.')[0] ?? type, track?.kind, track?.source, error === null ? null : 'error']
      .filter((tag) => typeof tag === 'string')
      .map((tag) => tag.replaceAll(',', ' ')),
    session_id,
    peer_id,
    peer,
  };
}

function muteText({ isMuted, type }: CallEvent): string {
  return isMuted === null || type === 'track.remove.success' ? '' : isMuted ? 'muted' : 'unmuted';
}

function errorText({ code, name, message, action, isTerminal }: NonNullable<CallEvent['error']>): string {
  const nameAndCode = [name, code === null ? null : `(${code})`].filter(Boolean).join(' ');
  const description = [nameAndCode, message].filter(Boolean).join(': ');
  return [description, action === null ? '' : `while ${action}`, isTerminal === true ? 'the call was lost' : '']
    .filter(Boolean)
    .join(', ');
}

function recordingText({ duration, size }: NonNullable<CallEvent['recording']>): string {
  const parts = [
    duration === null ? '' : formatDuration(duration),
    size === null ? '' : `${(size / 1_000_000).toFixed(1)} MB`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function nameWithRole(who: string, role: string | null): string {
  return role === null ? who : `${who} (${role})`;
}

/** Returns an end that is after its start; null for any other. */
function endAfter(start: number, end: number | null): number | null {
  return end !== null && end > start ? end : null;
}
