import type { ServiceModule } from '../serviceModule';
import { collectEvents } from './events/eventsQuery';
import { collectIncidents } from './incidentsQuery';
import { collectLayers } from './layersQuery';
import { peerOptions, roomOptions, sessionOptions, trackOptions } from './options';
import { collectPeerStats } from './peerStatsQuery';
import { collectRecordings } from './recordings/recordingsQuery';
import { EMPTY_HUNDREDMS_DOCUMENTS, HUNDREDMS_DECODERS } from './requests';
import { collectSessions } from './sessions/sessionsQuery';
import { collectTracks } from './tracksQuery';

/** All of 100ms but `calls`, which no browser runs. */
export const HUNDREDMS: ServiceModule = {
  collectors: {
    peerStats: collectPeerStats,
    tracks: collectTracks,
    incidents: collectIncidents,
    layers: collectLayers,
    sessions: collectSessions,
    events: collectEvents,
    recordings: collectRecordings,
  },
  lists: { rooms: roomOptions, sessions: sessionOptions, peers: peerOptions, tracks: trackOptions },
  decoders: HUNDREDMS_DECODERS,
  emptyDocuments: EMPTY_HUNDREDMS_DOCUMENTS,
};
