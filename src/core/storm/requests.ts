import type { Page } from '../collect/pagination';
import { decodeApplications, type Application } from './application';
import { decodeStormInfo, type StormInfo } from './info';
import { decodeJournal, type JournalEntry } from './journal/journalEntry';
import { decodeHistory, type History } from './live/history';
import type { LiveTarget } from './live/snapshots';
import { decodeMetadata, type Metadata } from './metadata';
import { decodeStream, decodeStreams, type Stream, type StreamDocument } from './stream';
import { decodeSubstream, type Substream } from './substream';
import { decodeServerMetrics, type ServerMetrics } from './server/serverMetrics';
import { definedTexts } from '../json';
import { requestOf, type UpstreamRequest } from '../protocol';
import { columnsFor } from './metricValue';
import { namesOf, SUBSTREAM_COLUMNS, SUBSTREAM_METRICS, type SubstreamMetric } from '../measurements/stormColumns';
import { PER_PAGE } from './page';
import { decodeViewers, type Viewer } from './viewers/viewer';

/** The type of each Storm response after decoding. */
export interface StormDocuments {
  substream: Substream;
  metadata: Metadata;
  stream: StreamDocument;
  streams: Page<Stream>;
  applications: Page<Application>;
  journal: Page<JournalEntry>;
  live: History;
  stormInfo: StormInfo;
  serverMetrics: ServerMetrics;
  viewers: Page<Viewer>;
}

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
  serverMetrics: decodeServerMetrics,
  viewers: decodeViewers,
};

/** What an empty body is read as. */
export const EMPTY_STORM_DOCUMENTS = {
  streams: '{"data":null}',
  applications: '{"data":null}',
  journal: '{"data":null}',
  viewers: '{"data":null}',
};

/** The names that identify a stream. */
export interface StreamTarget {
  readonly app: string;
  readonly stream: string;
}

/** The names that identify a substream. */
export interface SubstreamTarget extends StreamTarget {
  readonly substream: string;
}

export function substreamRequest({ app, stream, substream }: SubstreamTarget): UpstreamRequest<'substream'> {
  return requestOf('substream', { app, streamKey: stream, substream });
}

/** Returns the request for the codecs, resolution and rates of a substream. */
export function metadataRequest({ app, stream, substream }: SubstreamTarget): UpstreamRequest<'metadata'> {
  return requestOf('metadata', { app, streamKey: stream, substream });
}

/** The columns that each metric needs. */
const COLUMNS_OF = Object.fromEntries(
  SUBSTREAM_METRICS.map((metric) => {
    const needed = columnsFor(metric);
    return [metric, namesOf(SUBSTREAM_COLUMNS).filter((name) => needed.includes(name))];
  })
);

/**
 * Returns a request for the substream's document that keeps only the columns of one metric: an alert rule requests
 * hundreds.
 */
export function metricRequest(
  { app, stream, substream }: SubstreamTarget,
  metric: SubstreamMetric
): UpstreamRequest<'substream'> {
  const params = { app, streamKey: stream, substream };
  // The lengths separate the names. JSON would take the Go host's engine four times as long.
  const key = `substream ${metric} ${app.length} ${stream.length} ${app} ${stream} ${substream}`;
  return { key, projection: 'substream', route: 'substream', params, columns: COLUMNS_OF[metric] };
}

/** Returns the request for the polled points of a document and its current point. The backend responds, not Storm. */
export function liveRequest({ app, stream, substream }: LiveTarget): UpstreamRequest<'live'> {
  return requestOf('live', definedTexts({ app, streamKey: stream, substream }));
}

export function streamRequest({ app, stream }: StreamTarget): UpstreamRequest<'stream'> {
  return requestOf('stream', { app, streamKey: stream });
}

const FIRST_PAGE = { page: '1', rowsPerPage: String(PER_PAGE) };

/** The first page of all streams of a server: the list cannot be limited to an application. */
export const STREAMS_REQUEST: UpstreamRequest<'streams'> = requestOf('streams', FIRST_PAGE);

export const APPLICATIONS_REQUEST: UpstreamRequest<'applications'> = requestOf('applications', FIRST_PAGE);

export function journalRequest({ app, stream, substream }: SubstreamTarget): UpstreamRequest<'journal'> {
  return requestOf('journal', { app, streamKey: stream, substream, ...FIRST_PAGE });
}

/**
 * Returns the request for the viewers of a stream. Without `systemClients` recorders and transcoders may be missing.
 */
export function viewersRequest({ app, stream }: StreamTarget): UpstreamRequest<'viewers'> {
  return requestOf('viewers', { app, streamKey: stream, systemClients: 'true', ...FIRST_PAGE });
}

export const STORM_INFO_REQUEST: UpstreamRequest<'stormInfo'> = requestOf('stormInfo', {});

export const SERVER_METRICS_REQUEST: UpstreamRequest<'serverMetrics'> = requestOf('serverMetrics', {});
