import type { Page } from '../collect/pagination';
import type { Requests } from '../collect/requestCollector';
import type { UpstreamRequest } from '../protocol';
import { decodePeerScore, type PeerScore } from './calls/peerScore';
import { decodeEvents, type CallEvent } from './events/event';
import { decodePeerStats, type PeerStats } from './peerStats';
import { decodeRoom, decodeRooms, type Room } from './room';
import { decodeSession, decodeSessions, type Session } from './session';

/** The type of each 100ms response after decoding. */
export interface HundredmsDocuments {
  peerStats: PeerStats;
  peerScore: PeerScore;
  session: Session;
  sessions: Page<Session>;
  rooms: Page<Room>;
  room: Room;
  events: Page<CallEvent>;
}

export type HundredmsRequests = Requests<HundredmsDocuments>;

/** The decoder of each 100ms response. Each returns null if the text is another document. */
export const HUNDREDMS_DECODERS = {
  peerStats: decodePeerStats,
  peerScore: (text: string, { scoringInput }: UpstreamRequest) => decodePeerScore(text, scoringInput),
  session: decodeSession,
  sessions: decodeSessions,
  rooms: decodeRooms,
  room: decodeRoom,
  events: decodeEvents,
};

/** The documents that an empty body stands for. */
export const EMPTY_HUNDREDMS_DOCUMENTS = {
  peerStats: '{"publisher":null}',
  peerScore: '{"publisher":null}',
  sessions: '{"data":null}',
  rooms: '{"data":null}',
  events: '{"events":null}',
};
