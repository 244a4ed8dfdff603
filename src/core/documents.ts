import type { CallEvent } from './hundredms/events/event';
import type { PeerStats } from './hundredms/peerStats';
import type { Room } from './hundredms/room';
import type { Session } from './hundredms/session';
import type { Page } from './pagination';
import type { PeerScore } from './hundredms/calls/peerScore';
import type { Outcome, Projection } from './protocol';
import type { Application } from './storm/application';
import type { StormInfo } from './storm/info';
import type { JournalEntry } from './storm/journal/journalEntry';
import type { History } from './storm/live/history';
import type { Metadata } from './storm/metadata/metadata';
import type { Stream } from './storm/stream';
import type { Substream } from './storm/substream';

/** What each reading of an answer is. Plain JSON, so that a host may keep it. */
export interface Documents extends Record<Projection, unknown> {
  peerStats: PeerStats;
  peerQuality: PeerScore;
  session: Session;
  sessions: Page<Session>;
  rooms: Page<Room>;
  events: Page<CallEvent>;
  substream: Substream;
  metadata: Metadata;
  stream: Stream;
  streams: Page<Stream>;
  applications: Page<Application>;
  journal: Page<JournalEntry>;
  live: History;
  stormInfo: StormInfo;
}

/** One decoded answer. */
export interface DecodedDocument<R extends Projection = Projection> {
  readonly reading: R;
  readonly value: Documents[R];
}

export function isKind<R extends Projection>(summary: DecodedDocument, reading: R): summary is DecodedDocument<R> {
  return summary.reading === reading;
}

/** What a query's requests came to so far, by their keys. */
export type Results = Readonly<Record<string, Outcome<DecodedDocument>>>;
