import type { Page } from '../collect/pagination';
import type { Requests } from '../collect/requestCollector';
import type { UpstreamRequest } from '../protocol';
import { decodeApplications, type Application } from './application';
import { decodeStormInfo, type StormInfo } from './info';
import { decodeJournal, type JournalEntry } from './journal/journalEntry';
import { decodeHistory, type History } from './live/history';
import { decodeMetadata, type Metadata } from './metadata/metadata';
import { decodeStream, decodeStreams, type Stream } from './stream';
import { decodeSubstream, type Substream } from './substream';

/** The type of each Storm response after decoding. */
export interface StormDocuments {
  substream: Substream;
  metadata: Metadata;
  stream: Stream;
  streams: Page<Stream>;
  applications: Page<Application>;
  journal: Page<JournalEntry>;
  live: History;
  stormInfo: StormInfo;
}

export type StormRequests = Requests<StormDocuments>;

/** The decoder of each Storm response. Each returns null if the text is another document. */
export const STORM_DECODERS = {
  substream: (text: string, { columns }: UpstreamRequest) => decodeSubstream(text, columns),
  metadata: decodeMetadata,
  stream: decodeStream,
  streams: decodeStreams,
  applications: decodeApplications,
  journal: decodeJournal,
  live: decodeHistory,
  stormInfo: decodeStormInfo,
};

/** The documents that an empty body stands for. */
export const EMPTY_STORM_DOCUMENTS = {
  streams: '{"data":null}',
  applications: '{"data":null}',
  journal: '{"data":null}',
};
