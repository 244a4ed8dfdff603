import type { CallEvent } from './hundredms/events/event';
import type { PeerStats } from './hundredms/peerStats';
import type { Room } from './hundredms/room';
import type { Session } from './hundredms/session';
import type { Page } from './pages';
import type { PeerQuality } from './hundredms/quality';
import type { Outcome, Reading } from './protocol';
import type { Application } from './storm/application';
import type { StormInfo } from './storm/info';
import type { JournalEntry } from './storm/journal/entry';
import type { Live } from './storm/live/live';
import type { Metadata } from './storm/metadata/metadata';
import type { Stream } from './storm/stream';
import type { Substream } from './storm/substream';

/** What each reading of an answer is. Plain JSON, so that a host may keep it. */
export interface Decoded extends Record<Reading, unknown> {
  peerStats: PeerStats;
  peerQuality: PeerQuality;
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
  live: Live;
  stormInfo: StormInfo;
}

/** One decoded answer. */
export interface Summary<R extends Reading = Reading> {
  readonly reading: R;
  readonly value: Decoded[R];
}

export function isOf<R extends Reading>(summary: Summary, reading: R): summary is Summary<R> {
  return summary.reading === reading;
}

/** What a query's requests came to so far, by their keys. */
export type Outcomes = Readonly<Record<string, Outcome<Summary>>>;
