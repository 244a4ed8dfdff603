import { appendLive, mergeLive } from '../mergeLive';
import type { ServiceModule } from '../serviceModule';
import { collectJournal } from './journal/journalQuery';
import { liveChannels } from './live/channel';
import { collectLive } from './live/liveQuery';
import { applicationOptions, streamOptions, substreamOptions } from './options';
import { EMPTY_STORM_DOCUMENTS, STORM_DECODERS } from './requests';
import { collectServer } from './server/serverQuery';
import { collectStreams } from './streamsQuery';
import { collectSubstreams } from './substreamsQuery';
import { collectViewers } from './viewers/viewersQuery';

/** All of Storm. */
export const STORM: ServiceModule = {
  collectors: {
    substream: (query, ...rest) => (query.format === 'live' ? collectLive : collectSubstreams)(query, ...rest),
    stream: (query, ...rest) => (query.format === 'live' ? collectLive : collectStreams)(query, ...rest),
    server: (query, ...rest) => (query.format === 'live' ? collectLive : collectServer)(query, ...rest),
    viewers: collectViewers,
    journal: collectJournal,
  },
  lists: { applications: applicationOptions, streams: streamOptions, substreams: substreamOptions },
  decoders: STORM_DECODERS,
  emptyDocuments: EMPTY_STORM_DOCUMENTS,
  live: { append: appendLive, merge: mergeLive, channels: liveChannels },
};
