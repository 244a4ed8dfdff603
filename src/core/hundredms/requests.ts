import type { Page } from '../collect/pagination';
import type { PeerScore } from './calls/peerScore';
import { decodeEvents, type CallEvent } from './events/event';
import { decodePeerStats, type PeerStats, type PeerTarget } from './peerStats';
import { decodeRecordedVideo, decodeRecordings, type RecordedVideo, type Recording } from './recordings/recording';
import { decodeRoom, decodeRooms, type Room } from './room';
import { decodeSession, decodeSessions, type Session } from './session';
import { definedTexts } from '../json';
import { requestOf, type ScoringInput, type UpstreamRequest } from '../protocol';
import { FIRST_DATE, LAST_DATE } from '../failure/text';
import { PER_PAGE } from './page';

/** The type of each 100ms response after decoding. */
export interface HundredmsDocuments {
  peerStats: PeerStats;
  peerScore: PeerScore;
  session: Session;
  sessions: Page<Session>;
  rooms: Page<Room>;
  room: Room;
  events: Page<CallEvent>;
  recordings: Page<Recording>;
  recording: RecordedVideo;
}

export type { PeerTarget };

/** The decoder of each 100ms response. Each returns null if the text is another document. */
export const HUNDREDMS_DECODERS = {
  peerStats: decodePeerStats,
  session: decodeSession,
  sessions: decodeSessions,
  rooms: decodeRooms,
  room: decodeRoom,
  events: decodeEvents,
  recordings: decodeRecordings,
  recording: decodeRecordedVideo,
};

/** What an empty body is read as. */
export const EMPTY_HUNDREDMS_DOCUMENTS = {
  peerStats: '{"publisher":null}',
  sessions: '{"data":null}',
  rooms: '{"data":null}',
  events: '{"events":null}',
  recordings: '{"data":null}',
};

export function peerStatsRequest({ session_id, peer_id }: PeerTarget): UpstreamRequest<'peerStats'> {
  return requestOf('peerStats', { session_id, peer_id });
}

/** Returns the same request, with a projection that keeps only the peer's score. */
export function peerScoreRequest(
  { session_id, peer_id }: PeerTarget,
  scoringInput: ScoringInput
): UpstreamRequest<'peerScore'> {
  const { params, route } = peerStatsRequest({ session_id, peer_id });
  const { metric } = scoringInput;
  return {
    key: `peerScore ${JSON.stringify({ ...params, ...metric })}`,
    projection: 'peerScore',
    route,
    params,
    scoringInput,
  };
}

export function sessionRequest(session_id: string): UpstreamRequest<'session'> {
  return requestOf('session', { session_id });
}

/** The first page of all rooms. */
export const ROOMS_REQUEST: UpstreamRequest<'rooms'> = requestOf('rooms', { limit: String(PER_PAGE) });

export function roomRequest(room_id: string): UpstreamRequest<'room'> {
  return requestOf('room', { room_id });
}

/** Selects the sessions to list. */
interface SessionFilter {
  /** Always sent: the reference says that the default is true, and its sample says otherwise. */
  readonly active: boolean;
  /** The room; any if absent. */
  readonly room_id?: string;
  /** The earliest start, milliseconds since the epoch. */
  readonly after: number;
  /** The latest start, milliseconds since the epoch; any if absent. */
  readonly before?: number;
}

export function sessionsRequest({ active, room_id, after, before }: SessionFilter): UpstreamRequest<'sessions'> {
  return requestOf(
    'sessions',
    definedTexts({
      active: String(active),
      room_id,
      after: isoInstant(after),
      before: before === undefined ? null : isoInstant(before),
      limit: String(PER_PAGE),
    })
  );
}

/** Formats an instant for 100ms, with four digits for the year. A range can be at any time. */
function isoInstant(time: number): string {
  return new Date(Math.max(FIRST_DATE, Math.min(LAST_DATE, time))).toISOString();
}

/** Selects the events of a room to list. */
interface EventFilter {
  readonly room_id: string;
  readonly session_id?: string;
  readonly peer_id?: string;
  /** Any if empty. */
  readonly types: readonly string[];
  readonly errorsOnly: boolean;
}

export function eventsRequest(filter: EventFilter): UpstreamRequest<'events'> {
  const { room_id, session_id, peer_id, types, errorsOnly } = filter;
  const type = types.length === 0 ? null : types.join(',');
  const error = errorsOnly ? 'true' : null;
  return requestOf('events', definedTexts({ room_id, session_id, peer_id, type, error, limit: String(PER_PAGE) }));
}

/** Selects the recordings to list; absent means any. */
interface RecordingFilter {
  readonly room_id?: string;
  readonly session_id?: string;
  readonly status?: string;
}

export function recordingsRequest({ room_id, session_id, status }: RecordingFilter): UpstreamRequest<'recordings'> {
  return requestOf('recordings', definedTexts({ room_id, session_id, status, limit: String(PER_PAGE) }));
}

export function recordingRequest(recording_id: string): UpstreamRequest<'recording'> {
  return requestOf('recording', { recording_id });
}
