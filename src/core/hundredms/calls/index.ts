import type { ServiceModule } from '../../serviceModule';
import { EMPTY_HUNDREDMS_DOCUMENTS } from '../requests';
import { collectCalls } from './callsQuery';
import { decodePeerScore } from './peerScore';

/** The query type that only the backend runs, because it caches the scores of thousands of documents. */
export const CALLS: ServiceModule = {
  collectors: { calls: collectCalls },
  lists: {},
  decoders: { peerScore: (text, { scoringInput }) => decodePeerScore(text, scoringInput) },
  emptyDocuments: { peerScore: EMPTY_HUNDREDMS_DOCUMENTS.peerStats },
};
