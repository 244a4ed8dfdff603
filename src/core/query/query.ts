import type { EventsQuery } from './types/events';
import type { JournalQuery } from './types/journal';
import type { ListQuery } from './types/list';
import type { PeerStatsQuery } from './types/peerStats';
import type { SessionsQuery } from './types/sessions';
import type { SubstreamQuery } from './types/substream';

/** A query that can be run. */
export type Query = PeerStatsQuery | SessionsQuery | EventsQuery | SubstreamQuery | JournalQuery | ListQuery;
