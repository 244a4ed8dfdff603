import { unreadable, upstreamFailure } from './failure/upstream';
import { decodeEvents } from './hundredms/events/event';
import { decodePeerStats } from './hundredms/peerStats';
import { decodePeerQuality } from './hundredms/quality';
import { decodeRooms } from './hundredms/room';
import { decodeSession, decodeSessions } from './hundredms/session';
import type { Decoded, Summary } from './outcomes';
import type { Answer, Outcome, Reading, UpstreamRequest } from './protocol';
import { decodeApplications } from './storm/application';
import { decodeStormInfo } from './storm/info';
import { decodeJournal } from './storm/journal/entry';
import { decodeLive } from './storm/live/live';
import { decodeMetadata } from './storm/metadata/metadata';
import { decodeStream, decodeStreams } from './storm/stream';
import { decodeSubstream } from './storm/substream';

/** How each reading makes a value of a text; null where the text is another document. */
const DECODERS: { readonly [R in Reading]: (text: string, request: UpstreamRequest) => Decoded[R] | null } = {
  peerStats: decodePeerStats,
  peerQuality: (text, { judgedBy }) => decodePeerQuality(text, judgedBy),
  session: decodeSession,
  sessions: decodeSessions,
  rooms: decodeRooms,
  events: decodeEvents,
  substream: (text, { leaves }) => decodeSubstream(text, leaves),
  metadata: decodeMetadata,
  stream: decodeStream,
  streams: decodeStreams,
  applications: decodeApplications,
  journal: decodeJournal,
  live: decodeLive,
  stormInfo: decodeStormInfo,
};

/** Turns one answer into its summary, so that the text can be dropped. Fails with `upstream` on any status but 200 and on a body that is not the document. */
export function decode<R extends Reading>(request: UpstreamRequest<R>, answer: Answer): Outcome<Summary<R>> {
  if ('fault' in answer || answer.status !== 200) {
    return { ok: false, failure: upstreamFailure(request, answer) };
  }
  const { reading } = request;
  const value = DECODERS[reading](answer.text, request);
  return value === null ? { ok: false, failure: unreadable(request, answer) } : { ok: true, value: { reading, value } };
}
