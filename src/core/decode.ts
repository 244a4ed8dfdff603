import { unreadable, upstreamFailure } from './failure/upstreamError';
import { decodeEvents } from './hundredms/events/event';
import { decodePeerStats } from './hundredms/peerStats';
import { decodePeerScore } from './hundredms/calls/peerScore';
import { decodeRooms } from './hundredms/room';
import { decodeSession, decodeSessions } from './hundredms/session';
import type { Documents, DecodedDocument } from './documents';
import type { Answer, Outcome, Projection, UpstreamRequest } from './protocol';
import { decodeApplications } from './storm/application';
import { decodeStormInfo } from './storm/info';
import { decodeJournal } from './storm/journal/journalEntry';
import { decodeHistory } from './storm/live/history';
import { decodeMetadata } from './storm/metadata/metadata';
import { decodeStream, decodeStreams } from './storm/stream';
import { decodeSubstream } from './storm/substream';

/** How each reading makes a value of a text; null where the text is another document. */
const DECODERS: { readonly [R in Projection]: (text: string, request: UpstreamRequest) => Documents[R] | null } = {
  peerStats: decodePeerStats,
  peerQuality: (text, { scoringInput: judgedBy }) => decodePeerScore(text, judgedBy),
  session: decodeSession,
  sessions: decodeSessions,
  rooms: decodeRooms,
  events: decodeEvents,
  substream: (text, { columns: leaves }) => decodeSubstream(text, leaves),
  metadata: decodeMetadata,
  stream: decodeStream,
  streams: decodeStreams,
  applications: decodeApplications,
  journal: decodeJournal,
  live: decodeHistory,
  stormInfo: decodeStormInfo,
};

/** Turns one answer into its summary, so that the text can be dropped. Fails with `upstream` on any status but 200 and on a body that is not the document. */
export function decode<R extends Projection>(request: UpstreamRequest<R>, answer: Answer): Outcome<DecodedDocument<R>> {
  if ('fault' in answer || answer.status !== 200) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const { reading } = request;
  const value = DECODERS[reading](answer.text, request);
  return value === null ? { ok: false, failure: unreadable(request, answer) } : { ok: true, value: { reading, value } };
}
